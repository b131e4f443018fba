import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Changes } from '#domain/api/changes.ts'
import type { QuarantinePage } from '#domain/api/quarantine.ts'
import type { ReadingPage } from '#domain/api/readings.ts'
import type { Series } from '#domain/api/series.ts'
import type { Latest, SensorSummary } from '#domain/api/sites.ts'
import type { ApiUnderTest } from '#test/support/api-under-test.ts'
import { span, spike } from '#test/support/documented-calls.ts'
import { getJson, startGardenApi } from '#test/support/garden-api.ts'
import { hour, monday } from '#test/support/garden-day.ts'
import { gardenFile } from '#test/support/sites.ts'

let api: ApiUnderTest
const get = <T>(path: string) => getJson<T>(api, path)
beforeAll(async () => {
  api = await startGardenApi()
}, 60_000)
afterAll(() => api.stop())

describe('sensors', () => {
  interface Page {
    readonly items: ReadonlyArray<{ readonly sensor: SensorSummary; readonly latest: Latest }>
    readonly next: string | null
  }
  it('come page by page, each once', async () => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { items, next } = await get<Page>(`/sensors?limit=4${cursor}`)
      seen.push(...items.map(({ sensor }) => sensor.key))
      if (next === null) break
      cursor = `&cursor=${next}`
    }
    expect(seen).toHaveLength(9)
    expect(new Set(seen).size).toBe(9)
  })

  it('say in words how far learning is and what is not yet known', async () => {
    const { items } = await get<Page>('/sensors?cell=pump&metric=temperature')
    // Thirty hours, and the last one goes on: five hours were seen on two days.
    expect(items.map(({ latest }) => latest.learning)).toEqual([
      'learning: 42 %, 5 of 24 hours of its day known',
    ])
    const never = await get<Page>('/sensors?status=never-reported')
    expect(never.items.map(({ latest }) => latest.learning)).toEqual([null, null, null])
  })

  it('are found by cell, metric and status', async () => {
    const found = async (query: string) =>
      (await get<Page>(`/sensors?${query}`)).items.map(({ sensor }) => sensor.key)
    expect(await found('cell=pump')).toEqual(['garden.pump.temperature', 'garden.pump.humidity'])
    expect(await found('metric=mood')).toEqual(['garden.house.mood'])
    expect(await found('status=never-reported')).toEqual([
      'garden.house.temperature',
      'garden.house.mood',
      'garden.house.setpoint',
    ])
  })
})

describe('a series', () => {
  it('has every reading, whether sealed in a page or not, once and in order', async () => {
    const { points, readings, method } = await get<Series>(`/series?sensor=${spike}&${span}`)
    expect([readings, points.length, method]).toEqual([360, 360, 'raw'])
    expect(points.map(([at]) => at)).toEqual(
      Array.from({ length: 360 }, (_, step) => monday + step * 300_000),
    )
  })

  it('ends where it is asked to', async () => {
    const { points } = await get<Series>(
      `/series?sensor=${spike}&from=${monday + hour}&to=${monday + 2 * hour}`,
    )
    expect([points[0]?.[0], points.at(-1)?.[0]]).toEqual([monday + hour, monday + 2 * hour])
  })

  it('keeps the failure when there are few points, and says how it was made', async () => {
    const few = await get<Series>(`/series?sensor=${spike}&${span}&maxPoints=20`)
    expect(few.method).toBe('min-max')
    expect(few.readings).toBe(360)
    expect(few.points.length).toBeLessThan(100)
    expect(Math.max(...few.points.map(([, value]) => value ?? 0))).toBeGreaterThan(35)
    expect(few.anomalies.map(({ detector }) => detector)).toContain('rarity')
  })

  it('of a sensor that never reported is empty', async () => {
    const { points } = await get<Series>(`/series?sensor=garden.house.mood&${span}`)
    expect(points).toEqual([])
  })
})

describe('readings', () => {
  const read = (more: string) => get<ReadingPage>(`/readings?sensor=${spike}${more}`)

  it('come whole in pages of about the size asked for, each with the anomalies that began in it', async () => {
    const pages: ReadingPage[] = []
    let next: string | null = ''
    while (next !== null) {
      pages.push(await read(`&limit=60${next ? `&cursor=${next}` : ''}`))
      next = pages.at(-1)?.next ?? null
    }
    // A full page stays at hand until the reading after it has judged its last row.
    expect(pages.map(({ rows }) => rows.length)).toEqual([60, 60, 60, 60, 120])
    const { rows, anomalies } = await read('&limit=5000')
    expect(pages.flatMap((page) => page.rows)).toEqual(rows)
    expect(pages.flatMap((page) => page.anomalies)).toEqual(anomalies)
    expect([rows.length, anomalies.length, rows[0]?.at]).toEqual([360, 1, monday])
  })

  it('are those of a span, both ends included', async () => {
    const { rows } = await read(`&from=${monday + hour}&to=${monday + 2 * hour}`)
    expect([rows[0]?.at, rows.at(-1)?.at, rows.length]).toEqual([
      monday + hour,
      monday + 2 * hour,
      13,
    ])
  })
})

describe('quarantine', () => {
  it('comes page by page, newest first, each once, within an entry, too', async () => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { items, next } = await get<QuarantinePage>(`/quarantine?limit=1${cursor}`)
      expect(items).toHaveLength(1)
      seen.push(...items.map(({ code }) => code))
      if (next === null) break
      cursor = `&cursor=${encodeURIComponent(next)}`
    }
    expect(seen.toSorted()).toEqual(['not-a-number', 'unknown-cell', 'unknown-sensor'])
  })
})

describe('changes', () => {
  it('tell everything at first, and then what is new', async () => {
    const first = await get<Changes>('/changes')
    expect(first.latest).toHaveLength(9)
    expect(first.anomaliesPerHour).toHaveLength(24)
    const then = await get<Changes>(`/changes?cursor=${first.cursor}`)
    expect(then.incidents.length).toBeLessThanOrEqual(1)
    expect(Number(then.cursor)).toBeGreaterThanOrEqual(Number(first.cursor))
  })

  it('have their count for polls that come at once', async () => {
    const polls = await Promise.all([1, 2, 3].map(() => get<Changes>('/changes')))
    expect(polls.map(({ anomaliesPerHour }) => anomaliesPerHour.length)).toEqual([24, 24, 24])
  })
})

describe('a site', () => {
  it('of twenty thousand cells and as many edges is stored and found again', {
    timeout: 60_000,
  }, async () => {
    const cells = Array.from({ length: 20_000 }, (_, index) => ({
      cell: `cell-${index}`,
      name: `Cell ${index}`,
      sensors: ['temperature'],
    }))
    const edges = cells.slice(1).map(({ cell }) => ({ from: 'cell-0', to: cell }))
    const body = { ...gardenFile, site: 'wood', cells, edges }
    const answer = await api.call({ method: 'PUT', path: '/sites/wood', body })
    expect(answer.json).toEqual({ site: 'wood', cells: 20_000, sensors: 20_000 })
    const page = await get<{ items: ReadonlyArray<{ site: string; cells: unknown[] }> }>('/sites')
    expect(page.items.find(({ site }) => site === 'wood')?.cells).toHaveLength(20_000)
  })
})
