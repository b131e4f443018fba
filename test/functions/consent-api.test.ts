import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConsentNow } from '#domain/api/consents.ts'
import { aggregateReports } from '#domain/people/aggregate-reports.ts'
import { storedAggregate } from '#domain/people/stored-aggregate.ts'
import { saveAggregate } from '#store/aggregates.ts'
import { queryItems } from '#store/items.ts'
import { saveSite } from '#store/sites.ts'
import { type ApiUnderTest, startApi } from '#test/support/api-under-test.ts'
import { cellsOf, garden } from '#test/support/sites.ts'

let api: ApiUnderTest
beforeAll(async () => {
  api = await startApi()
  await saveSite(api.store, garden, [...cellsOf(garden).values()])
})
afterAll(() => api.stop())

const place = '/sites/garden/consents/p-0001/aggregates'
const grant = (path = place, body: unknown = {}) => api.call({ method: 'PUT', path, body })
const withdraw = (path = place) => api.call({ method: 'DELETE', path })
const withdrawals = () =>
  api.published.filter((event) => event['detail-type'] === 'ConsentWithdrawn')

describe('consent through the API', () => {
  it('is granted from now on, and found by its pseudonym and in the list', async () => {
    const answer = await grant()
    expect(answer).toMatchObject({ status: 200, json: { inForce: true } })
    const { consent } = answer.json as ConsentNow
    expect(Math.abs((consent.decisions[0]?.from ?? 0) - Date.now())).toBeLessThan(5_000)
    for (const path of ['/sites/garden/consents/p-0001', '/sites/garden/consents'])
      expect((await api.call({ path })).json).toMatchObject({ items: [{ consent, inForce: true }] })
    expect(withdrawals()).toEqual([])
  })

  it('is withdrawn for all times where nothing is said, and whoever keeps reports hears of it', async () => {
    await grant()
    expect(await withdraw()).toMatchObject({ status: 200, json: { inForce: false } })
    expect(withdrawals().at(-1)?.detail).toMatchObject({
      subject: 'p-0001',
      site: 'garden',
      from: 0,
    })
  })

  it('is withdrawn from a moment on where one is named', async () => {
    await grant(place, { from: 1_000 })
    await withdraw(`${place}?from=2000`)
    expect(withdrawals().at(-1)?.detail).toMatchObject({ from: 2_000 })
    const { json } = await api.call({ path: '/sites/garden/consents/p-0001' })
    expect(json).toMatchObject({
      items: [
        { consent: { decisions: [{ from: 0 }, { from: 1_000 }, { from: 2_000 }] }, inForce: false },
      ],
    })
  })

  it('to research erases nothing when it is withdrawn', async () => {
    const before = withdrawals().length
    await withdraw('/sites/garden/consents/p-0002/research')
    expect(withdrawals()).toHaveLength(before)
  })

  it('is written into the audit each time', async () => {
    const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
    const entries = () => queryItems(api.store, api.store.opsTable, `AUDIT#${day}`)
    const before = (await entries()).length
    await grant()
    await withdraw()
    expect(await entries()).toHaveLength(before + 2)
  })

  it('is listed page by page', async () => {
    for (const subject of ['q-0001', 'q-0002', 'q-0003'])
      await grant(`/sites/garden/consents/${subject}/aggregates`)
    const seen: string[] = []
    let cursor = ''
    do {
      const path = `/sites/garden/consents?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
      const page = (await api.call({ path })).json as { items: ConsentNow[]; next: string | null }
      seen.push(...page.items.map(({ consent }) => consent.subject))
      cursor = page.next ?? ''
    } while (cursor)
    expect(seen).toEqual(['p-0001', 'p-0002', 'q-0001', 'q-0002', 'q-0003'])
  })

  it.each([
    ['a site that nobody knows', '/sites/gardn/consents/p-0001/aggregates', 404],
    ['a name instead of a pseudonym', '/sites/garden/consents/Ada/aggregates', 400],
    ['a purpose that nobody knows', '/sites/garden/consents/p-0001/advertising', 400],
  ])('is refused for %s', async (_, path, status) => {
    expect((await grant(path)).status).toBe(status)
  })
})

describe('aggregates through the API', () => {
  const window = Date.UTC(2026, 2, 2)
  const crowd = (people: number) =>
    aggregateReports(
      Array.from({ length: people }, (_, index) => ({
        ...{ subject: `p-${1_000 + index}`, at: window, valence: 0.25, arousal: 0 },
      })),
    )

  it('are shown of ten, and of nine as hidden without a number', async () => {
    const path = '/sites/garden/cells/house/aggregates'
    const save = (people: number, revisedAt: number | null) =>
      saveAggregate(
        api.store,
        { site: 'garden', cell: 'house', window },
        storedAggregate(window, crowd(people), revisedAt),
      )
    await save(10, null)
    expect((await api.call({ path })).json).toMatchObject({
      items: [{ people: 10, valence: 0.25 }],
    })
    await save(9, window + 1)
    expect((await api.call({ path })).json).toEqual({
      items: [
        { kind: 'hidden', window, revisedAt: window + 1, note: 'hidden: fewer than 10 people' },
      ],
    })
  })

  it('are none of a cell that is not there', async () => {
    expect((await api.call({ path: '/sites/garden/cells/hut/aggregates' })).status).toBe(404)
  })
})
