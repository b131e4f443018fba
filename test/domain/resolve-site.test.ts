import { describe, expect, it } from 'vitest'
import {
  calibrated,
  cellWith,
  type File,
  measured,
  problems,
  resolve,
} from '#test/support/garden-changes.ts'
import { gardenFile } from '#test/support/sites.ts'

const qualityOf = (change: File) => {
  const resolved = resolve(change)
  return resolved.kind === 'resolved' ? resolved.cells[0]?.sensors[0]?.quality : resolved.problems
}

describe('a site that resolves', () => {
  it('gives each sensor its metric, with what the site file says otherwise', () => {
    const resolved = resolve({
      ...cellWith('temperature', {
        sensor: 'outlet',
        metric: 'temperature',
        name: 'Outlet',
        expectedIntervalSeconds: 300,
        limits: { min: 5, max: 40 },
      }),
    })
    expect(resolved.kind === 'resolved' && resolved.cells[0]?.sensors).toEqual([
      {
        key: 'garden.pump.temperature',
        site: 'garden',
        cell: 'pump',
        sensor: 'temperature',
        name: 'Temperature',
        metric: 'temperature',
        label: 'Temperature',
        unit: '°C',
        resolution: 0.1,
        min: -50,
        max: 50,
        expectedIntervalSeconds: 10,
        minimumPeople: 0,
        commanded: false,
        spentAt: null,
        quality: {
          expected: null,
          climatology: null,
          spike: null,
          changePerInterval: null,
          stuckAfterSeconds: 1_800,
          learnsRests: true,
        },
        calibrations: [],
      },
      expect.objectContaining({
        key: 'garden.pump.outlet',
        name: 'Outlet',
        label: 'Temperature',
        min: 5,
        max: 40,
        expectedIntervalSeconds: 300,
      }),
    ])
  })

  it('gives each cell what the site file says of it, and says what it does not', () => {
    const cells = [
      { cell: 'a', name: 'A', sensors: ['temperature'] },
      { cell: 'b', name: 'B', role: 'hub', gateway: 'g1', feed: 'ecocell' },
    ]
    const resolved = resolve({ cells, edges: [], timeZone: 'Europe/Zurich' })
    expect(resolved.kind === 'resolved' && resolved.cells).toEqual([
      expect.objectContaining({
        ...{ site: 'garden', cell: 'a', name: 'A', role: 'cell' },
        ...{ feed: null, gateway: null, timeZone: 'Europe/Zurich' },
      }),
      expect.objectContaining({ cell: 'b', role: 'hub', feed: 'ecocell', gateway: 'g1' }),
    ])
  })

  it("takes a feed's sensors where it lists none, and its own metric before the feed's", () => {
    const own = { label: 'Ours', unit: 'x', resolution: 1, limits: { min: 0, max: 1 } }
    const resolved = resolve({
      cells: [{ cell: 'room', name: 'Room', feed: 'ecocell' }],
      metrics: { co2: own },
      edges: [],
    })
    const sensors = resolved.kind === 'resolved' ? (resolved.cells[0]?.sensors ?? []) : []
    expect(sensors).toHaveLength(13)
    expect(sensors.find(({ sensor }) => sensor === 'co2')).toMatchObject({ label: 'Ours', max: 1 })
    expect(sensors.find(({ sensor }) => sensor === 'mood-valence')).toMatchObject({
      minimumPeople: 10,
    })
  })

  it.each([
    [1e-9, 1],
    [1, 1],
    [1e-3, 1e12],
    [1e9, 1e15],
  ])('may measure in steps of %d up to %d', (resolution, max) => {
    expect(problems(measured(resolution, { min: 0, max }))).toEqual([])
  })

  it.each([
    ['air', 3_600],
    ['soil', 7_200],
    ['other', 1_800],
  ])('lets a metric of %s rest for %i s where nothing is said', (medium, seconds) => {
    const metric = { label: 'A', unit: '', medium, resolution: 1, limits: { min: 0, max: 1 } }
    expect(qualityOf({ ...cellWith('a'), metrics: { a: metric } })).toMatchObject({
      stuckAfterSeconds: seconds,
      learnsRests: true,
    })
  })

  it('takes six expected intervals for a time to be stuck', () => {
    const soonest = { sensor: 'a', metric: 'temperature', stuckAfterSeconds: 60 }
    expect(qualityOf(cellWith(soonest))).toMatchObject({ stuckAfterSeconds: 60 })
  })

  it('lets a sensor that seldom reports rest for six readings', () => {
    const slow = { sensor: 'a', metric: 'temperature', expectedIntervalSeconds: 3_600 }
    expect(qualityOf(cellWith(slow))).toMatchObject({ stuckAfterSeconds: 21_600 })
  })

  it('gives a sensor its own quality limits before its metric’s', () => {
    const { temperature, ...metrics } = gardenFile.metrics
    const expected = { min: 0, max: 40 }
    const metric = { ...temperature, expected, spike: 5, changePerInterval: 2 }
    const own = { sensor: 'a', metric: 'temperature', spike: 3, stuckAfterSeconds: 600 }
    expect(
      qualityOf({ ...cellWith(own), metrics: { ...metrics, temperature: metric } }),
    ).toStrictEqual({
      expected,
      climatology: null,
      spike: 3,
      changePerInterval: 2,
      stuckAfterSeconds: 600,
      learnsRests: false,
    })
  })

  it('lets a calibration without an end hold until the next one begins', () => {
    const resolved = resolve(
      cellWith({
        ...calibrated(),
        calibration: [
          { version: 2, from: '2026-03-01T01:00:00+01:00', gain: 2, offset: -1 },
          { version: 1, from: '2026-01-01T00:00:00Z', gain: 1, offset: 0.5 },
        ],
      }),
    )
    expect(resolved.kind === 'resolved' && resolved.cells[0]?.sensors[0]?.calibrations).toEqual([
      { version: 1, from: Date.UTC(2026, 0), until: Date.UTC(2026, 2), gain: 1, offset: 0.5 },
      {
        version: 2,
        from: Date.UTC(2026, 2),
        until: Number.MAX_SAFE_INTEGER,
        gain: 2,
        offset: -1,
      },
    ])
  })

  it.each([
    ['air', 10],
    ['soil', 60],
    ['people', 300],
  ])('expects a metric of %s every %i s where nothing is said', (medium, seconds) => {
    const metric = { label: 'A', unit: '', medium, resolution: 1, limits: { min: 0, max: 1 } }
    const resolved = resolve({ ...cellWith('a'), metrics: { a: metric } })
    expect(resolved.kind === 'resolved' && resolved.cells[0]?.sensors[0]).toMatchObject({
      expectedIntervalSeconds: seconds,
    })
  })
})
