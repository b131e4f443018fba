import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Handover } from '#domain/api/handover.ts'
import type { Performance } from '#domain/api/performance.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { appendAudit } from '#store/audit.ts'
import { start } from '#test/support/anomalies.ts'
import { type SilencedGarden, startSilencedGarden } from '#test/support/silenced-garden.ts'

interface AuditPage {
  readonly items: readonly AuditEntry[]
  readonly next: string | null
}

const hour = 3_600_000
let garden: SilencedGarden
beforeAll(async () => {
  garden = await startSilencedGarden()
  const matchers = [{ field: 'cell', is: ['bed-1'] }]
  const until = garden.now() + hour / 4
  await garden.call('POST', '/silences', { matchers, until, by: 'Ada', comment: 'pruning' })
  await act('pump', 'acknowledge', 'Ada')
  const settings = { tellAt: 1e5 }
  const policy = { settings, by: 'Bo', reason: 'quieter', basedOn: 0 }
  await garden.call('PUT', '/policies/site:garden', policy)
})
afterAll(() => garden.stop())

const act = (cell: string, deed: string, by: string) =>
  garden.call(
    'POST',
    `/incidents/${encodeURIComponent(garden.incidents.get(cell) ?? '')}/${deed}`,
    { by },
  )
const audit = (query: string) => garden.call<AuditPage>('GET', `/audit?${query}`)

describe('a handover', () => {
  it('tells what happened, what is open and what is silenced, worst first', async () => {
    const told = await garden.call<Handover>('GET', `/handover?since=${start}`)
    const cells = (name: 'opened' | 'open' | 'unowned' | 'suppressed' | 'resolved') =>
      told[name].map(({ cell }) => cell)
    expect(cells('opened').toSorted()).toEqual(['bed-1', 'pump'])
    expect([cells('open'), cells('unowned'), cells('suppressed')]).toEqual([
      ['pump'],
      [],
      ['bed-1'],
    ])
    expect(told.silences.map(({ endsSoon }) => endsSoon)).toEqual([true])
    expect(told.words[0]).toBe(
      'In the last 60 min: 2 opened, 0 resolved, 0 came back, 0 grew worse.',
    )
    expect(told.words[1]).toMatch(/^1 open, 0 of them without an owner, 0 overdue:$/)
    expect(told.words[2]).toMatch(/^ {2}warning: .*; Ada has it/)
    expect(told.words.at(-1)).toBe(
      'Silenced where cell is bed-1, until 01:15 UTC, which is soon, by Ada: pruning.',
    )
  })

  it('of another time or site is of nothing', async () => {
    const later = await garden.call<Handover>('GET', `/handover?since=${garden.now()}`)
    expect([later.opened, later.open.length]).toEqual([[], 1])
    await expect(garden.call('GET', `/handover?since=${garden.now() + 1}`)).rejects.toThrow(
      'is to come',
    )
  })
})

describe('performance', () => {
  it('is of the span that is asked for', async () => {
    const of = (from: number, to: number) =>
      garden.call<Performance>('GET', `/performance?from=${from}&to=${to}&site=garden`)
    expect(await of(start, start + hour)).toMatchObject({
      incidents: 2,
      acknowledgeSeconds: { count: 1, median: 3_600, p95: 3_600 },
    })
    expect(await of(start + 1, start + hour)).toMatchObject({ incidents: 0 })
    await expect(of(start, start + 93 * 24 * hour)).rejects.toThrow('longer than 92 days')
  })
})

describe('the audit', () => {
  it('has policies with what they changed', async () => {
    const { items } = await audit('action=policy-applied')
    expect(items).toMatchObject([
      { by: 'Bo', comment: 'quieter', changes: [{ field: 'tellAt', from: null, to: '100000' }] },
    ])
  })

  it('comes page by page, newest first, each entry once', async () => {
    const whole = (await audit('')).items
    expect(whole.length).toBeGreaterThan(4)
    const found: AuditEntry[] = []
    for (let next: string | null = ''; next !== null; ) {
      const page: AuditPage = await audit(`limit=2${next && `&cursor=${encodeURIComponent(next)}`}`)
      found.push(...page.items)
      next = page.next
    }
    expect(found).toEqual(whole)
    expect(whole.map(({ at }) => at)).toEqual(whole.map(({ at }) => at).toSorted((a, b) => b - a))
  })

  it('is found by person, subject and time', async () => {
    expect((await audit('by=Bo')).items.map(({ by }) => by)).toEqual(['Bo'])
    const subject = garden.incidents.get('pump') ?? ''
    const of = await audit(`subject=${encodeURIComponent(subject)}`)
    expect(of.items.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'tried'])
    expect((await audit(`from=${garden.now() + 1}`)).items).toEqual([])
    expect((await audit(`to=${garden.now() - 1}`)).items).toEqual([])
  })

  it('keeps what was written first', async () => {
    const { items } = await audit('by=Bo')
    const [first] = items
    if (!first) throw new Error('The audit is empty.')
    await appendAudit(garden.store, { ...first, comment: 'something else' })
    expect((await audit('by=Bo')).items).toEqual(items)
  })
})
