import { describe, expect, it } from 'vitest'
import {
  calibrated,
  cellWith,
  type File,
  measured,
  problems,
  resolve,
} from '#test/support/garden-changes.ts'

describe('a site is refused', () => {
  it.each<readonly [string, File, string]>([
    [
      'for a metric nobody defined',
      cellWith('taste'),
      'cells.0.sensors.0: no metric is named "taste"; define it under metrics: or choose one of the feed\'s',
    ],
    [
      'for a feed nobody knows',
      { cells: [{ cell: 'a', name: 'A', feed: 'moon', sensors: ['temperature'] }], edges: [] },
      'cells.0.feed: no feed is named "moon"; leave feed out and define the metrics under metrics:',
    ],
    [
      'for a cell without sensors',
      { cells: [{ cell: 'a', name: 'A' }], edges: [] },
      'cells.0: cell "a" has no sensors; list them under sensors:',
    ],
    [
      'for a sensor named twice',
      cellWith('temperature', { sensor: 'temperature', metric: 'humidity' }),
      'cells.0.sensors.1: sensor "temperature" is named twice in cell "pump"; rename one',
    ],
    [
      'for limits that exclude everything',
      cellWith({ sensor: 'a', metric: 'temperature', limits: { min: 40, max: 5 } }),
      'cells.0.sensors.0: sensor "a" has limits from 40 to 5; min must be below max, and both within 1000000000000000',
    ],
    [
      'for a sensor of an edge that is not there',
      cellWith({ sensor: 'a', metric: 'temperature', edgeTo: 'bed-9' }),
      'cells.0.sensors.0: sensor "a" stands for an edge to "bed-9", and no edge leads there from "pump"; add it under edges:',
    ],
    [
      'for an edge to nowhere',
      { edges: [{ from: 'pump', to: 'moon' }] },
      'edges.0.to: no cell is named "moon"; add it under cells or correct the edge',
    ],
    [
      'for an edge from a cell to itself',
      {
        edges: [
          { from: 'pump', to: 'bed-1' },
          { from: 'pump', to: 'pump' },
        ],
      },
      'edges.1: the edge leads from "pump" to itself; name another cell or remove the edge',
    ],
    [
      'for a resolution that is next to nothing',
      measured(1e-10, { min: 0, max: 1 }),
      'metrics.a.resolution: metric "a": resolution 1e-10 is finer than 1e-9; choose a smaller unit, or a coarser resolution',
    ],
    [
      'for a resolution that is lost in its range',
      measured(1e-6, { min: -1e12, max: 0 }),
      'metrics.a.resolution: metric "a": resolution 0.000001 is too fine for limits from -1000000000000 to 0; choose one of at least 0.001, or narrow the limits',
    ],
    [
      'for a resolution that spans the whole range',
      measured(5, { min: -2, max: 2 }),
      'metrics.a.resolution: metric "a": resolution 5 is coarser than all that lies between the limits -2 and 2; choose a finer one, or widen the limits',
    ],
    [
      'for limits of a sensor that its metric cannot resolve',
      cellWith({ sensor: 'a', metric: 'temperature', limits: { min: 20, max: 20.05 } }),
      'cells.0.sensors.0: sensor "a": resolution 0.1 is coarser than all that lies between the limits 20 and 20.05; choose a finer one, or widen the limits',
    ],
    [
      'for an expected range that is none',
      cellWith({ sensor: 'a', metric: 'temperature', expected: { min: 20, max: 20 } }),
      'cells.0.sensors.0: sensor "a": expected is from 20 to 20; min must be below max, and some of it within the limits -50 and 50',
    ],
    [
      'for an expected range that no reading can be in',
      cellWith({ sensor: 'a', metric: 'temperature', expected: { min: 50, max: 60 } }),
      'cells.0.sensors.0: sensor "a": expected is from 50 to 60; min must be below max, and some of it within the limits -50 and 50',
    ],
    [
      'for an hour of the climatology that is none',
      cellWith({
        sensor: 'a',
        metric: 'temperature',
        climatology: Array.from({ length: 24 }, (_, hour) => (hour === 23 ? [9, 1] : [1, 9])),
      }),
      'cells.0.sensors.0: sensor "a": climatology of hour 23: min must be below max, and some of it within the limits -50 and 50',
    ],
    [
      'for a time to be stuck that a few readings fill',
      cellWith({ sensor: 'a', metric: 'temperature', stuckAfterSeconds: 59 }),
      'cells.0.sensors.0: sensor "a": stuckAfterSeconds 59 is too short for a reading every 10 s: 6 equal readings can be chance; choose 60 or more',
    ],
    [
      'for calibrations that overlap',
      cellWith(
        calibrated(
          { version: 1, from: '2026-01-01T00:00:00Z', until: '2026-03-01T00:00:00.001Z' },
          { version: 2, from: '2026-03-01T00:00:00Z' },
        ),
      ),
      'cells.0.sensors.0: sensor "a": calibrations 1 and 2 hold at the same time; let one end before the other begins',
    ],
    [
      'for calibrations that begin at the same time',
      cellWith(
        calibrated(
          { version: 1, from: '2026-01-01T00:00:00Z' },
          { version: 2, from: '2026-01-01T01:00:00+01:00' },
        ),
      ),
      'cells.0.sensors.0: sensor "a": calibrations 1 and 2 hold at the same time; let one end before the other begins',
    ],
    [
      'for a calibration that ends before it begins',
      cellWith(
        calibrated({ version: 1, from: '2026-01-02T00:00:00Z', until: '2026-01-02T00:00:00Z' }),
      ),
      'cells.0.sensors.0: sensor "a": calibration 1 ends before it begins; until must be after from',
    ],
    [
      'for a version of a calibration that stands twice',
      cellWith(
        calibrated(
          { version: 1, from: '2026-01-01T00:00:00Z' },
          { version: 1, from: '2026-03-01T00:00:00Z' },
        ),
      ),
      'cells.0.sensors.0: sensor "a": calibration 1 stands twice; count the versions up',
    ],
    [
      'for a cell named twice',
      {
        cells: [
          { cell: 'a', name: 'A', sensors: ['humidity'] },
          { cell: 'a', name: 'B', sensors: ['humidity'] },
        ],
        edges: [],
      },
      'cells.1.cell: cell "a" is named twice; rename one',
    ],
    [
      'for a time zone that is none',
      { timeZone: 'Europe/Atlantis' },
      'timeZone: "Europe/Atlantis" is no time zone; use a name such as Europe/Zurich',
    ],
  ])('%s', (_, change, problem) => {
    expect(problems(change)).toEqual([problem])
  })

  it.each<readonly [string, File]>([
    ['a gain of 0', { gain: 0 }],
    ['an infinite gain', { gain: Number.POSITIVE_INFINITY }],
    ['an offset that is no number', { offset: Number.NaN }],
    ['a time without a zone', { from: '2026-01-01T00:00:00' }],
    ['version 0', { version: 0 }],
  ])('for a calibration with %s', (_, change) => {
    const entry = { version: 1, from: '2026-01-01T00:00:00Z', ...change }
    expect(() => resolve(cellWith(calibrated(entry)))).toThrow()
    expect(
      problems(
        cellWith(
          calibrated({ ...entry, version: 1, gain: 1, offset: 0, from: '2026-01-01T00:00:00Z' }),
        ),
      ),
    ).toEqual([])
  })

  it('for a climatology of 23 hours', () => {
    const climatology = Array.from({ length: 23 }, () => [0, 1])
    expect(() => resolve(cellWith({ sensor: 'a', metric: 'temperature', climatology }))).toThrow()
  })

  it('for everything that is wrong at once', () => {
    expect(problems({ ...cellWith('taste', 'smell'), timeZone: 'x' })).toHaveLength(3)
  })

  it.each<readonly [string, File]>([
    ['a sensor', cellWith({ sensor: 'constructor', metric: 'temperature' })],
    ['a metric', cellWith({ sensor: 'a', metric: 'constructor' })],
  ])('for %s named as what every object has', (_, change) => {
    expect(() => resolve(change)).toThrow(/must not be the word \\"constructor\\"/)
  })

  it.each(['Pump', 'a.b', '-a', '', 'ä', 'a'.repeat(64), '__proto__'])(
    'for the name %j, which would not part in keys and addresses',
    (name) => {
      const cells = [{ cell: name, name: 'A', sensors: ['temperature'] }]
      expect(() => resolve({ cells, edges: [] })).toThrow(/lower-case letters, digits or dashes/)
    },
  )
})
