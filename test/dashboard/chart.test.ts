import { describe, expect, it } from 'vitest'
import {
  incidentWindow,
  liveWindow,
  sensorWindow,
  shiftedEnd,
} from '#dashboard/charts/chart-window.ts'
import { scaleOf, steadyScale } from '#dashboard/charts/extent.ts'
import { mergeTail } from '#dashboard/charts/merge-tail.ts'
import { nearestPoint } from '#dashboard/charts/nearest-point.ts'
import { timeTicks, valueScale } from '#dashboard/charts/ticks.ts'
import type { SeriesPoint } from '#domain/api/series.ts'
import type { Latest } from '#domain/api/sites.ts'

const hour = 3_600_000
const point = (at: number, value: number | null = 1): SeriesPoint => [
  at,
  value,
  null,
  null,
  null,
  null,
  1,
]
const latest = (at: number): Latest => ({
  ...{ key: 'k', status: 'ok', at, value: 1, flag: 1, learned: 1, learning: null },
  ...{ expected: null, low: null, high: null, score: null },
})
const times = (points: readonly SeriesPoint[]) =>
  points.map(([at, value]) => (value === null ? 'gap' : at))

describe('live readings after the fetched ones', () => {
  const fetched = [point(10_000), point(20_000)]

  it('come in once each, in order', () => {
    const tail = [latest(10_000), latest(20_000), latest(30_000), latest(30_000), latest(40_000)]
    expect(times(mergeTail(fetched, tail, 10))).toEqual([10_000, 20_000, 30_000, 40_000])
  })

  it('leave a gap where some are missing', () => {
    expect(times(mergeTail(fetched, [latest(60_000)], 10))).toEqual([10_000, 20_000, 'gap', 60_000])
    expect(times(mergeTail(fetched, [latest(50_000)], 10))).toEqual([10_000, 20_000, 50_000])
  })

  it('stay out where the window ended before them', () => {
    expect(mergeTail(fetched, [latest(30_000), latest(40_000)], 10, 35_000)).toHaveLength(3)
  })

  it('change nothing while there are none', () => {
    expect(mergeTail(fetched, [latest(20_000)], 10)).toBe(fetched)
  })
})

describe('the window', () => {
  it('moves in twentieths and always holds now', () => {
    const windows = Array.from({ length: 60 }, (_, minute) =>
      liveWindow(hour, 7 * hour + minute * 60_000),
    )
    expect(new Set(windows.map(({ to }) => to)).size).toBe(20 + 1)
    for (const [minute, { from, to }] of windows.entries()) {
      expect(to - from).toBe(hour)
      expect(to).toBeGreaterThanOrEqual(7 * hour + minute * 60_000)
    }
  })

  it('of a sensor ends at its newest reading when that is older than the range', () => {
    expect(sensorWindow(hour, 90 * hour, 3 * hour, null)).toEqual({ from: 2 * hour, to: 3 * hour })
    const live = liveWindow(hour, 90 * hour)
    expect(sensorWindow(hour, 90 * hour, 89.5 * hour, null)).toEqual(live)
    expect(sensorWindow(hour, 90 * hour, null, null)).toEqual(live)
    expect(sensorWindow(2 * hour, 90 * hour, 3 * hour, hour)).toEqual({ from: 0, to: hour })
  })

  it('shifts by half of itself, and is with the newest again at its end', () => {
    const shown = { from: 8 * hour, to: 10 * hour }
    expect(shiftedEnd(shown, -1, 10 * hour)).toBe(9 * hour)
    expect(shiftedEnd({ from: 5 * hour, to: 7 * hour }, 1, 10 * hour)).toBe(8 * hour)
    expect(shiftedEnd(shown, 1, 10 * hour)).toBeNull()
    expect(shiftedEnd({ from: 7 * hour, to: 9 * hour }, 1, 10 * hour)).toBeNull()
  })

  it('of an incident shows what came before, and ends where it ended', () => {
    const open = incidentWindow(10 * hour, undefined, 11 * hour)
    expect(open.from).toBeLessThan(10 * hour)
    expect(open.to).toBeGreaterThanOrEqual(11 * hour)
    expect(incidentWindow(10 * hour, 11 * hour, 90 * hour).to).toBeLessThan(12 * hour)
  })
})

describe('ticks', () => {
  it('fall on whole hours of the zone, also where it is half an hour off', () => {
    const window = { from: Date.UTC(2026, 0, 15), to: Date.UTC(2026, 0, 15, 6) }
    expect(timeTicks(window, 7, 'UTC').at).toHaveLength(5)
    // The ends have no room for a label.
    const first = timeTicks(window, 7, 'Asia/Kolkata').at[0] ?? 0
    expect(new Date(first).toISOString()).toBe('2026-01-15T00:30:00.000Z')
  })

  it.each([
    [20.1, 23.9, [19, 20, 21, 22, 23, 24, 25]],
    [5, 5, undefined],
    [-0.2, 0.4, undefined],
  ])('of values from %d to %d are round and hold both', (low, high, ticks) => {
    const scale = valueScale(low, high)
    expect(scale.low).toBeLessThan(low)
    expect(scale.high).toBeGreaterThan(high)
    expect(scale.ticks.length).toBeGreaterThanOrEqual(3)
    expect(scale.ticks.length).toBeLessThanOrEqual(9)
    if (ticks) expect(scale.ticks).toEqual(ticks)
  })

  it('stay while everything fits, and move when it does not', () => {
    const before = valueScale(0, 10)
    expect(steadyScale(before, valueScale(1, 9))).toBe(before)
    expect(steadyScale(before, valueScale(0, 14)).high).toBeGreaterThan(before.high)
    expect(steadyScale(before, valueScale(4, 5)).high).toBeLessThan(before.high)
  })

  it('stay within what can be, and show all of it where nothing was measured', () => {
    const limits = { min: 0, max: 14 }
    expect(scaleOf([point(1, null)], limits)).toEqual({ low: 0, high: 14, ticks: [0, 14] })
    expect(scaleOf([point(1, 0.1), point(2, 4)], limits).low).toBe(0)
    expect(scaleOf([point(1, 9), point(2, 13.9)], limits).high).toBe(14)
  })
})

it.each([
  [0, 10],
  [14, 10],
  [16, 20],
  [99, 30],
])('nearest to %d is the reading at %d', (at, expected) => {
  expect(nearestPoint([point(10), point(20), point(30)], at)?.[0]).toBe(expected)
})
