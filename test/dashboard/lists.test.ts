import { describe, expect, it } from 'vitest'
import { filterIncidents } from '#dashboard/incidents/filter-incidents.ts'
import { foldTimeline } from '#dashboard/incidents/fold-timeline.ts'
import { compareIncidents, holdOrder } from '#dashboard/incidents/order.ts'
import { filterSensors } from '#dashboard/sensors/filter-sensors.ts'
import { visibleRows } from '#dashboard/sensors/use-visible-rows.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { SensorSummary } from '#domain/api/sites.ts'

const incident = (id: string, severity: string, status: string, openedAt: string) =>
  ({
    ...{ id, severity, status, openedAt, title: id, place: 'Hub', site: 's', owner: null },
  }) as IncidentSummary
const incidents = [
  incident('old-critical', 'critical', 'resolved', '2143-01-03T00:00:00Z'),
  incident('warning', 'warning', 'open', '2143-01-04T00:00:00Z'),
  incident('critical', 'critical', 'acknowledged', '2143-01-01T00:00:00Z'),
  incident('newer-critical', 'critical', 'open', '2143-01-02T00:00:00Z'),
]
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

describe('the queue', () => {
  it('has the unresolved first, the worst of them first, then the newest', () => {
    const order = ids(incidents.toSorted(compareIncidents))
    expect(order).toEqual(['newer-critical', 'critical', 'warning', 'old-critical'])
  })

  it.each([
    [{ status: 'unresolved' }, 3],
    [{ status: 'resolved' }, 1],
    [{ status: 'all', severity: 'critical' }, 3],
    [{ status: 'all', text: 'hub WARN' }, 1],
    [{ status: 'all', site: 'elsewhere' }, 0],
  ] as const)('filtered by %j has %d', (wanted, count) => {
    const filter = { severity: null, site: null, text: '', ...wanted }
    expect(filterIncidents(incidents, filter)).toHaveLength(count)
  })

  it('keeps its rows where they are while it is held, and counts those that wait', () => {
    expect(holdOrder([{ id: 'new' }, { id: 'b' }, { id: 'a' }], ['a', 'b'])).toEqual({
      rows: [{ id: 'a' }, { id: 'b' }],
      fresh: 1,
    })
    expect(holdOrder([{ id: 'b' }, { id: 'a' }], undefined).fresh).toBe(0)
  })
})

describe('the timeline', () => {
  const letters = {
    o: 'opened',
    g: 'grew',
    c: 'cleared',
    s: 'severity',
    a: 'acknowledged',
  } as const
  /** Newest first; a number stands for so many that are folded. */
  const shown = (history: string) => {
    const timeline = [...history].map((letter, at) => ({
      ...{ at, by: 'hyphae', text: letter },
      kind: letters[letter as keyof typeof letters],
    }))
    return foldTimeline(timeline)
      .map((one) => (one.kind === 'fold' ? one.entries.length : one.entry.text))
      .join('')
  }
  it.each([
    ['o', 'o'],
    ['ogggg', 'ggggo'],
    ['oggggg', 'gg3o'],
    ['ogcgcgcgcg', 'gc7o'],
    ['ogggggagcgcgc', 'cg4agg3o'],
    ['ogggggsg', 'gsgg3o'],
  ])('%s is shown as %s', (history, entries) => {
    expect(shown(history)).toBe(entries)
  })
})

describe('the table of sensors', () => {
  const sensor = (cellName: string, metric: string) =>
    ({
      key: `s.${cellName}.${metric}`,
      site: 's',
      cell: cellName,
      cellName,
      metric,
      name: metric,
    }) as SensorSummary
  const sensors = [sensor('moss', 'ph'), sensor('moss', 'flow'), sensor('fern', 'ph')]
  const everything = { text: '', site: null, cell: null, metric: null, status: null }
  const count = (wanted: Partial<typeof everything> | object) =>
    filterSensors(sensors, { ...everything, ...wanted }, (key) =>
      key === 's.fern.ph' ? 'late' : 'ok',
    ).length

  it('is filtered by words, place, metric and state', () => {
    expect(count({})).toBe(3)
    expect(count({ text: 'MOSS ph' })).toBe(1)
    expect(count({ cell: 'moss' })).toBe(2)
    expect(count({ metric: 'ph' })).toBe(2)
    expect(count({ status: 'late' })).toBe(1)
  })

  it('makes only the rows in sight', () => {
    expect(visibleRows(0, 800, 40, 2_000)).toEqual({ first: 0, end: 32 })
    expect(visibleRows(-40_000, 800, 40, 2_000)).toEqual({ first: 988, end: 1_032 })
    expect(visibleRows(-79_500, 800, 40, 2_000).end).toBe(2_000)
    expect(visibleRows(0, 800, 40, 5)).toEqual({ first: 0, end: 5 })
  })
})
