import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FaultSpec, faultSchemas } from '#simulators/feeds/faults/registry.ts'
import { air, clean, labelOf, onset, sampling, soil, stretch, when } from './faulty-recording.ts'
import {
  basin,
  habitat,
  hours,
  minutes,
  monday,
  record,
  type Sample,
  seriesOf,
} from './recording.ts'

const bed = { site: 'basin', cell: 'alder-bed' }
const room = { site: 'habitat', cell: 'weavers-court' }

const specimens: FaultSpec[] = [
  { kind: 'spike', ...soil, onset, end: onset + minutes(3), size: 90 },
  { kind: 'level-shift', ...air, ...when, size: -4 },
  { kind: 'drift', ...air, ...when, perHour: 1.5 },
  { kind: 'stuck', ...soil, ...when },
  { kind: 'dropout', ...soil, ...when },
  { kind: 'dropout', site: 'habitat', cell: 'heron-house', ...when },
  { kind: 'hub-failure', site: 'basin', cell: 'hub-north', ...when, depth: 0.9, rampSeconds: 30 },
  {
    kind: 'emotional-runaway',
    ...{ site: 'habitat', cell: 'weavers-court', ...when },
    ...{ gain: 13, buildUpSeconds: 1_800 },
  },
  { kind: 'burst', ...air, ...when, size: 6, share: 0.4 },
  { kind: 'calibration', ...soil, ...when, gain: 1.1, offset: 4 },
  { kind: 'noise-growth', ...air, ...when, size: 3 },
  { kind: 'unit-mix-up', ...air, ...when, as: 'fahrenheit' },
  { kind: 'sensor-moved', ...air, ...when, size: 2 },
  { kind: 'flapping-gateway', ...bed, ...when, everySeconds: 600, silentShare: 0.5 },
  { kind: 'clock-skew', ...bed, ...when, bySeconds: -250 },
  { kind: 'maintenance', ...bed, ...when },
  { kind: 'symbiogen-malfunction', ...bed, ...when, depth: 0.7 },
  { kind: 'over-extraction', ...bed, ...when, perHour: 18 },
  { kind: 'lost-resilience', ...soil, ...when, size: 3 },
  { kind: 'hyper-curation', ...room, ...when, damping: 0.9 },
  { kind: 'consent-withdrawal', ...room, ...when, share: 0.97 },
  { kind: 'class-visit', ...room, ...when, extra: 0.8 },
  { kind: 'fragmentation', site: 'habitat', ...when, size: 0.35 },
  { kind: 'total-outage', site: 'basin', ...when },
  { kind: 'holiday', site: 'habitat', ...when },
  { kind: 'weather-front', site: 'basin', ...when, size: -12 },
]

/** They change how readings arrive, and none of them. */
const onTheWay: FaultSpec[] = [
  { kind: 'duplicate-delivery', ...bed, ...when, share: 0.5, delaySeconds: 90 },
  { kind: 'reordered-delivery', ...bed, ...when, share: 0.5, delaySeconds: 200 },
]

it('every kind has a specimen', () => {
  const shown = new Set([...specimens, ...onTheWay].map(({ kind }) => kind))
  const kinds = faultSchemas.map((schema) => schema.shape.kind.value)
  expect(kinds.filter((kind) => !shown.has(kind))).toEqual([])
})

/** Sensor keys whose readings differ from the clean run, with the first and last moment they do. */
function differences(faulty: ReadonlyMap<string, Sample[]>) {
  const found = new Map<string, { first: number; last: number }>()
  for (const [key, samples] of clean) {
    const values = new Map(faulty.get(key)?.map(({ at, value }) => [at, value]))
    const moments = samples.filter(({ at, value }) => values.get(at) !== value).map(({ at }) => at)
    const [first, last] = [moments[0], moments.at(-1)]
    if (first !== undefined && last !== undefined) found.set(key, { first, last })
  }
  return found
}

function cellOf(spec: FaultSpec): string | null {
  return 'cell' in spec ? spec.cell : null
}

describe.each(specimens.map((spec) => [spec.kind, cellOf(spec) ?? spec.site, spec] as const))(
  'a %s at %s',
  (_kind, _cell, spec) => {
    const label = labelOf(spec)
    const changed = differences(seriesOf(record({ ...stretch, faults: [spec] })))

    it('changes the sensors its label names, and no others', () => {
      expect([...changed.keys()].filter((key) => !label.sensors.includes(key))).toEqual([])
      const untouched = label.sensors.filter(
        // A setpoint rests until a step is worth it.
        (key) => !changed.has(key) && clean.has(key) && !key.endsWith('temperature-setpoint'),
      )
      expect(untouched).toEqual([])
    })

    it('changes nothing before its onset and nothing after it has settled', () => {
      for (const { first, last } of changed.values()) {
        expect(first).toBeGreaterThanOrEqual(label.onset)
        expect(last).toBeLessThan(label.settledBy)
      }
    })

    it('is found where it begins', () => {
      expect(label.rootCell).toBe(cellOf(spec))
      if (label.rootCell) expect(label.expectedCells[0]).toBe(label.rootCell)
      const cells = new Set(label.sensors.map((key) => key.split('.')[1]))
      if (!label.rootCell) expect(new Set(label.expectedCells)).toEqual(cells)
    })
  },
)

describe.each(onTheWay.map((spec) => [spec.kind, spec] as const))('a %s', (_kind, spec) => {
  const faulty = record({ ...stretch, faults: [spec] })
  const healthy = record(stretch)
  const bySequence = (frames: typeof faulty) =>
    [...new Set(frames.map((frame) => JSON.stringify(frame)))].toSorted()

  it('changes no frame, only how often and when they arrive, and only those of its cell', () => {
    expect(bySequence(faulty)).toEqual(bySequence(healthy))
    const others = (frames: typeof faulty) => frames.filter(({ cell }) => cell !== 'alder-bed')
    expect(others(faulty)).toEqual(others(healthy))
    expect(faulty).not.toEqual(healthy)
  })
})

it('what is sent again comes again, and what is held back comes later than what was sent after it', () => {
  const [again, later] = onTheWay.map((spec) =>
    record({ ...stretch, faults: [spec] }).filter(({ cell }) => cell === 'alder-bed'),
  )
  const names = again?.map(({ frame }) => frame) ?? []
  expect(names.length - new Set(names).size).toBeGreaterThan(30)
  const overtaken = later?.filter(({ sentAt }, index) => sentAt < (later[index - 1]?.sentAt ?? 0))
  expect(overtaken?.length).toBeGreaterThan(15)
})

it('sensor faults anywhere, at any time, change one sensor for their time alone', () => {
  const sites = [habitat, basin].map((site) => ({
    ...site,
    cells: site.cells.slice(2, 5),
    edges: [],
  }))
  const short = { ...sampling, sites, from: monday + hours(5), to: monday + hours(6) }
  const healthy = seriesOf(record(short))
  const keys = [...healthy.keys()]
  const arbitrary = fc.record({
    key: fc.constantFrom(...keys),
    start: fc.integer({ min: 0, max: 50 }),
    length: fc.integer({ min: 1, max: 30 }),
    kind: fc.constantFrom('spike', 'level-shift', 'stuck', 'dropout'),
  })
  fc.assert(
    fc.property(arbitrary, ({ key, start, length, kind }) => {
      const [site = '', cell = '', sensor = ''] = key.split('.')
      const from = short.from + minutes(start)
      const place = { site, cell, sensor, onset: from, end: from + minutes(length), size: 1 }
      const { size: _, ...plain } = place
      const spec = {
        ...(kind === 'spike' || kind === 'level-shift' ? place : plain),
        kind,
      } as FaultSpec
      const faulty = seriesOf(record({ ...short, faults: [spec] }))
      for (const [name, samples] of healthy) {
        const outside = ({ at }: Sample) => name !== key || at < place.onset || at >= place.end
        const values = (list: Sample[]) => list.filter(outside).map(({ at, value }) => [at, value])
        expect(values(faulty.get(name) ?? [])).toEqual(values(samples))
      }
    }),
    { numRuns: 25 },
  )
})
