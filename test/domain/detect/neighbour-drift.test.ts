import { describe, expect, it } from 'vitest'
import { groupNeighbours } from '#domain/detect/neighbours/group-neighbours.ts'
import type { HourSummary } from '#domain/hour-summary.ts'
import {
  firstHour,
  hearAll,
  houses,
  names,
  summaries,
  usualCourse,
} from '#test/support/neighbours.ts'

const day = 24
const fortnight = 14 * day
type Change = (cell: string, hour: number) => number
const byDay = (list: readonly HourSummary[]) =>
  Map.groupBy(list, ({ hour }) => Math.floor(hour / day))
    .values()
    .toArray()
const changed = (change: Change) => (cell: string, hour: number) =>
  usualCourse(cell, hour) + change(cell, hour)
const told = (hours: number, change: Change = () => 0) =>
  hearAll(byDay(summaries(hours, changed(change)))).told
/** From the twelfth day on, so much an hour, for five days. */
const drift =
  (cell: string, perHour: number): Change =>
  (name, hour) =>
    name === cell && hour < 17 * day ? perHour * Math.max(0, hour - 12 * day) : 0

describe('a sensor among its neighbours', () => {
  it('is not told of while it goes with them, whatever the weather does to all', () => {
    const front: Change = (_, hour) => (hour > 12 * day ? -15 : 0)
    expect(told(3 * fortnight)).toEqual([])
    expect(told(2 * fortnight, front)).toEqual([])
  })

  it.each([0.05, -0.05])('is told once it drifts away by %s an hour', (perHour) => {
    const [first, ...more] = told(16 * day, drift('south', perHour))
    expect(more).toEqual([])
    expect(first).toMatchObject({
      ...{ sensor: 'nursery.south.humidity', detector: 'neighbour-drift', severity: 'warning' },
      ...{ state: 'detected', trouble: 'Humidity moves away from that of its neighbours' },
      contributors: [{ sensor: 'nursery.south.humidity', label: 'Humidity', share: 1 }],
    })
    expect(first?.reason).toMatch(
      /^Humidity at House south has moved \d\.\d % (above|below) what its 4 neighbours make one expect, in \d+ h; it usually keeps within \d\.\d %\.$/,
    )
    expect(first?.reason).toContain(perHour > 0 ? 'above' : 'below')
    const after = (first?.detectedAt ?? 0) / 3_600_000 - firstHour - 12 * day
    expect(after).toBeGreaterThan(day)
    expect(after).toBeLessThan(3 * day)
    expect(first?.frame).toBe(`south-${12 * day + after - 1}`)
  })

  it('is over within two days of its coming back', () => {
    const course = told(20 * day, drift('south', 0.05))
    expect(course.map(({ state }) => state)).toEqual(['detected', 'cleared'])
    const [, last] = course
    const end = (last?.state === 'cleared' ? last.clearedAt : 0) / 3_600_000 - firstHour
    expect(end).toBeGreaterThan(17 * day)
    expect(end).toBeLessThan(19 * day)
  })

  it('is at a new place after a week there', () => {
    const moved: Change = (name, hour) => (name === 'loft' && hour >= 12 * day ? 9 : 0)
    const course = told(5 * 7 * day, moved)
    expect(course.map(({ state }) => state)).toEqual(['detected', 'cleared'])
  })

  it('does not drag its neighbours along', () => {
    const both: Change = (name, hour) =>
      drift('south', 0.05)(name, hour) + drift('east', -0.05)(name, hour)
    expect(new Set(told(17 * day, both).map(({ cell }) => cell))).toEqual(
      new Set(['south', 'east']),
    )
  })

  it('is not told of in its first week, nor where it has fewer than three neighbours', () => {
    const early: Change = (name, hour) => (name === 'south' ? 0.1 * Math.max(0, hour - 3 * day) : 0)
    expect(told(6 * day, early)).toEqual([])
    const three = (cell: string, hour: number) =>
      cell === 'loft' || cell === 'west' ? null : changed(drift('south', 0.05))(cell, hour)
    expect(hearAll([summaries(16 * day, three)]).told).toEqual([])
  })

  it('is not told of where a policy turned that off', () => {
    const off = { from: 0, sources: ['metric:humidity@1'], settings: { enabled: false } }
    const cells = houses.map((cell) => ({
      ...cell,
      sensors: cell.sensors.map((own) => ({
        ...own,
        instructions: { policies: [off], lessons: [] },
      })),
    }))
    const list = byDay(summaries(16 * day, changed(drift('south', 0.05))))
    expect(hearAll(list, cells).told).toEqual([])
    expect(hearAll(list).told).toHaveLength(1)
  })
})

describe('hours', () => {
  it('are judged when all have passed them, however late one is', () => {
    const list = summaries(30)
    const late = list.filter(({ cell }) => cell === 'loft')
    const { state } = hearAll([list.filter(({ cell }) => cell !== 'loft')])
    expect(state.judged).toBeNull()
    expect(hearAll([list.filter(({ cell }) => cell !== 'loft'), late]).state.judged).toBe(
      firstHour + 29,
    )
  })

  it('wait for a cell that never spoke for a week, and then no longer', () => {
    const without = (hours: number) => summaries(hours).filter(({ cell }) => cell !== 'loft')
    expect(hearAll([without(168)]).state.judged).toBeNull()
    expect(hearAll([without(170)]).state.judged).toBe(firstHour + 169)
  })

  it('of a cell whose summary was lost are waited for a week, and then go on', () => {
    const list = summaries(400).filter(
      ({ cell, hour }) => cell !== 'loft' || hour !== firstHour + 50,
    )
    const judged = (hours: number) =>
      hearAll([list.filter(({ hour }) => hour < firstHour + hours)]).state.judged
    expect(judged(200)).toBe(firstHour + 49)
    expect(judged(400)).toBe(firstHour + 399)
  })
})

describe('neighbours', () => {
  it('are cells of one role and feed, in even parts of sixteen at most', () => {
    const [house] = houses
    const many = Array.from({ length: 20 }, (_, at) => ({ ...house, cell: `c${at}` }))
    const hubs = Array.from({ length: 3 }, (_, at) => ({ ...house, cell: `h${at}`, role: 'hub' }))
    const groups = groupNeighbours([...many, ...hubs] as typeof houses)
    expect(groups.map(({ name, cells }) => [name, cells.length])).toEqual([
      ['cell..0', 10],
      ['cell..1', 10],
    ])
    expect(groups.flatMap(({ cells }) => cells)).toHaveLength(20)
    expect(groupNeighbours(houses)).toMatchObject([
      { site: 'nursery', cells: names.map((cell) => ({ cell })) },
    ])
  })
})
