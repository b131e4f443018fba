import { describe, expect, it } from 'vitest'
import { type FaultSpec, openFault } from '#simulators/feeds/faults/registry.ts'
import { noFaults } from '#simulators/feeds/faults/schedule.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import {
  air,
  clean,
  end,
  labelOf,
  onset,
  places,
  sampling,
  soil,
  stretch,
  when,
} from './faulty-recording.ts'
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
