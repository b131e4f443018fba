import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { type FaultSpec, openFault } from '#simulators/feeds/faults/registry.ts'
import { noFaults } from '#simulators/feeds/faults/schedule.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import {
  basin,
  days,
  habitat,
  hours,
  minutes,
  monday,
  record,
  type Sample,
  seconds,
  seriesOf,
  valuesOf,
} from './recording.ts'

const places = new Map([habitat, basin].map((site) => [site.site, placeOf(site)]))
const [onset, end] = [monday + hours(7), monday + hours(9)]
const when = { onset, end }
const air = { site: 'habitat', cell: 'moss-gallery', sensor: 'air-temperature' }
const soil = { site: 'basin', cell: 'dew-orchard', sensor: 'nitrate' }

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
]

const sampling = { sampleEverySeconds: 60, frameEverySeconds: 60 }
const stretch = { ...sampling, from: monday + hours(5), to: monday + hours(12) }
const clean = seriesOf(record(stretch))

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

function labelOf(spec: FaultSpec): FaultLabel {
  return openFault(spec, places).label
}

describe.each(specimens.map((spec) => [spec.kind, spec.cell, spec] as const))(
  'a %s at %s',
  (_kind, _cell, spec) => {
    const label = labelOf(spec)
    const changed = differences(seriesOf(record({ ...stretch, faults: [spec] })))

    it('changes the sensors its label names, and no others', () => {
      expect([...changed.keys()].filter((key) => !label.sensors.includes(key))).toEqual([])
      const untouched = label.sensors.filter((key) => !changed.has(key) && clean.has(key))
      expect(untouched).toEqual([])
    })

    it('changes nothing before its onset and nothing after it has settled', () => {
      for (const { first, last } of changed.values()) {
        expect(first).toBeGreaterThanOrEqual(label.onset)
        expect(last).toBeLessThan(label.settledBy)
      }
    })

    it('is found where it begins', () => {
      expect(label.expectedCells[0]).toBe(spec.cell)
      expect(label.rootCell).toBe(spec.cell)
    })
  },
)

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

describe('what faults look like', () => {
  it('a stuck probe repeats one value', () => {
    const spec: FaultSpec = { kind: 'stuck', ...soil, ...when }
    const samples = seriesOf(record({ ...stretch, faults: [spec] })).get(
      'basin.dew-orchard.nitrate',
    )
    const during = samples?.filter(({ at }) => at >= onset && at < end).map(({ value }) => value)
    expect(new Set(during).size).toBe(1)
  })

  it('a stuck probe holds its value over a restart of the world', () => {
    const spec: FaultSpec = { kind: 'stuck', ...soil, onset, end: onset + days(1) }
    const later = { ...stretch, from: onset + hours(2), to: onset + hours(3), faults: [spec] }
    const [before, after] = [{ ...stretch, faults: [spec] }, later].map((wanted) =>
      valuesOf(seriesOf(record(wanted)), 'basin.dew-orchard.nitrate').at(-1),
    )
    expect(Math.abs((before ?? 0) - (after ?? 99))).toBeLessThan(1.5)
  })

  it('a silent sensor goes on with the next number', () => {
    const spec: FaultSpec = { kind: 'dropout', ...soil, ...when }
    const samples = seriesOf(record({ ...stretch, faults: [spec] })).get(
      'basin.dew-orchard.nitrate',
    )
    expect(samples?.map(({ sequence }) => sequence)).toEqual(samples?.map((_, index) => index))
    expect(samples?.some(({ at }) => at >= onset && at < end)).toBe(false)
  })

  it('a failed hub is seen within minutes, in the order of the edges’ lags', () => {
    const spec: FaultSpec = {
      ...{ kind: 'hub-failure', site: 'basin', cell: 'hub-north', ...when },
      ...{ depth: 0.9, rampSeconds: 30 },
    }
    const faulty = seriesOf(record({ ...stretch, faults: [spec] }))
    const lost = (key: string, after: number) => {
      const at = (samples: Sample[] | undefined) =>
        samples?.find((sample) => sample.at === onset + after)?.value ?? Number.NaN
      return at(clean.get(key)) - at(faulty.get(key))
    }
    expect(lost('basin.hub-north.flow-alder', minutes(1))).toBeGreaterThan(1)
    expect(lost('basin.alder-bed.soil-moisture', minutes(6))).toBeGreaterThan(0.8)
    expect(lost('basin.alder-bed.dissolved-oxygen', minutes(15))).toBeGreaterThan(1.5)
    expect(lost('basin.foxglove-rise.dissolved-oxygen', minutes(15))).toBeGreaterThan(1)
    expect(lost('basin.alder-bed.soil-moisture', minutes(3))).toBeGreaterThan(
      lost('basin.foxglove-rise.soil-moisture', minutes(3)),
    )
    const half = lost('basin.confluence-garden.dissolved-oxygen', minutes(30))
    expect(half).toBeGreaterThan(0.3)
    expect(half).toBeLessThan(0.7 * lost('basin.alder-bed.dissolved-oxygen', minutes(30)))
  })

  it('a failed hub is forgotten when its label says so', () => {
    const spec: FaultSpec = {
      ...{ kind: 'hub-failure', site: 'basin', cell: 'hub-north', depth: 0.9, rampSeconds: 30 },
      ...{ onset, end: onset + minutes(20) },
    }
    const from = labelOf(spec).settledBy
    const later = { ...sampling, sites: [basin], from: monday + hours(5), to: from + minutes(10) }
    const [healthy, faulty] = [record(later), record({ ...later, faults: [spec] })].map(seriesOf)
    const apart = (sensor: string) =>
      Math.abs(
        (healthy?.get(`basin.alder-bed.${sensor}`)?.at(-1)?.value ?? Number.NaN) -
          (faulty?.get(`basin.alder-bed.${sensor}`)?.at(-1)?.value ?? Number.NaN),
      )
    expect(apart('nitrate')).toBeLessThan(1.5)
    expect(apart('soil-moisture')).toBeLessThan(0.15)
    expect(apart('dissolved-oxygen')).toBeLessThan(0.05)
  })

  it('in a runaway the swings of setpoint and mood grow', () => {
    const spec: FaultSpec = {
      ...{ kind: 'emotional-runaway', site: 'habitat', cell: 'weavers-court' },
      ...{ onset, end: onset + hours(9), gain: 13, buildUpSeconds: 10_800 },
    }
    const long = { ...sampling, from: onset - hours(3), to: onset + hours(9), faults: [spec] }
    const faulty = seriesOf(record(long))
    const swing = (key: string, from: number, to: number) => {
      const part = (faulty.get(`habitat.weavers-court.${key}`) ?? [])
        .filter(({ at }) => at >= onset + hours(from) && at < onset + hours(to))
        .map(({ value }) => value)
      return Math.max(...part) - Math.min(...part)
    }
    for (const key of ['temperature-setpoint', 'mood-arousal', 'conditioning-power'])
      expect(swing(key, 6, 9), key).toBeGreaterThan(2 * swing(key, -2, 1))
  })

  it('an injected fault begins at once in a running world', () => {
    const options = { sites: [habitat], seed: 7, boot: 'test', faults: noFaults }
    const world = createWorld({ ...options, from: onset - minutes(5), frameEverySeconds: 10 })
    world.framesUntil(onset)
    const label = world.inject({ kind: 'level-shift', ...air, ...when, size: 9 })
    const readings = seriesOf(world.framesUntil(onset + seconds(40))).get(label.sensors[0] ?? '')
    const after = readings?.filter(({ at }) => at > onset).map(({ value }) => value) ?? []
    expect(after.length).toBeGreaterThan(1)
    expect(Math.min(...after)).toBeGreaterThan(26)
    expect(world.labels()).toContain(label)
  })

  it.each([
    [
      { kind: 'stuck', ...soil, cell: 'dew-orchart', ...when },
      /no cell "dew-orchart".*dew-orchard/,
    ],
    [{ kind: 'stuck', ...soil, sensor: 'nitrat', ...when }, /no sensor "nitrat".*nitrate/],
    [{ kind: 'stuck', ...soil, site: 'bassin', ...when }, /no site "bassin".*habitat, basin/],
    [{ kind: 'stuck', ...soil, onset: end, end: onset }, /ends at/],
    [
      { kind: 'hub-failure', site: 'basin', cell: 'alder-bed', ...when, depth: 1, rampSeconds: 9 },
      /choose a hub/,
    ],
    [
      {
        kind: 'emotional-runaway',
        site: 'basin',
        cell: 'alder-bed',
        ...when,
        gain: 9,
        buildUpSeconds: 60,
      },
      /no controller/,
    ],
  ] as [FaultSpec, RegExp][])(
    'refuses a place or time that is not there: %j',
    (spec, complaint) => {
      expect(() => openFault(spec, places)).toThrow(complaint)
    },
  )
})
