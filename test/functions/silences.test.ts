import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SilencePage, SilencePreview, ToldSilence } from '#domain/api/silences.ts'
import type { AuditEntry } from '#domain/audit.ts'
import { queryItems, readText } from '#store/items.ts'
import { type SilencedGarden, startSilencedGarden } from '#test/support/silenced-garden.ts'
import { gardenFile } from '#test/support/sites.ts'

const hour = 3_600_000
const pump = { field: 'cell', is: ['pump'] }
let garden: SilencedGarden
const now = () => garden.now()
const call = <T>(method: string, path: string, body?: unknown) => garden.call<T>(method, path, body)

const wish = (rest: Record<string, unknown> = {}) => ({
  ...{ matchers: [pump], until: now() + hour, by: 'Ada', comment: 'pump swap' },
  ...rest,
})
const add = (rest: Record<string, unknown> = {}) =>
  call<ToldSilence>('POST', '/silences', wish(rest))
const list = async () => (await call<SilencePage>('GET', '/silences')).items
const end = (id: string) => call<ToldSilence>('POST', `/silences/${id}/end`, { by: 'Bo' })

async function auditOf(subject: string): Promise<AuditEntry[]> {
  const day = new Date(now()).toISOString().slice(0, 10).replaceAll('-', '')
  const items = await queryItems(garden.store, 'ops', `AUDIT#${day}`)
  const entries = items.map((item) => JSON.parse(readText(item, 'body')) as AuditEntry)
  return entries.filter((entry) => entry.subject === subject)
}

beforeAll(async () => {
  garden = await startSilencedGarden()
})
afterAll(() => garden.stop())

describe('silences', () => {
  it('are kept by version, each told to the audit with its reason and what it changed', async () => {
    const { silence } = await add()
    expect(silence).toMatchObject({ version: 1, from: now(), by: 'Ada', ended: null })
    const changed = await call<ToldSilence>('PUT', `/silences/${silence.id}`, {
      ...wish({ until: now() + 2 * hour, by: 'Bo', comment: 'takes longer' }),
      basedOn: 1,
    })
    expect(changed.silence).toMatchObject({ version: 2, by: 'Bo' })
    expect((await end(silence.id)).state).toBe('ended')
    const told = (await auditOf(silence.id)).filter(({ outcome }) => outcome === 'done')
    expect(told.map(({ action, by, comment }) => [action, by, comment])).toEqual([
      ['silence-added', 'Ada', 'pump swap'],
      ['silence-changed', 'Bo', 'takes longer'],
      ['silence-ended', 'Bo', ''],
    ])
    expect(told[1]?.changes).toEqual([
      { field: 'until', from: '2026-03-02T02:00:00.000Z', to: '2026-03-02T03:00:00.000Z' },
      { field: 'comment', from: 'pump swap', to: 'takes longer' },
    ])
  })

  it('that somebody else changed first are not overwritten; the audit has both', async () => {
    const { silence } = await add()
    const change = (by: string) =>
      call<ToldSilence>('PUT', `/silences/${silence.id}`, { ...wish({ by }), basedOn: 1 })
    const outcomes = await Promise.allSettled([change('Bo'), change('Cy')])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find((one) => one.status === 'rejected')
    expect(String(refused?.reason)).toMatch(
      /409: Silence sil-.* is at version 2 by (Bo|Cy), 0 s ago, not at version 1; look at it/,
    )
    const tried = (await auditOf(silence.id)).filter(({ version }) => version === 2)
    expect(new Set(tried.map(({ by }) => by))).toEqual(new Set(['Bo', 'Cy']))
    await end(silence.id)
  })

  it('are listed in force, coming and ended, and warn half an hour before their end', async () => {
    const [first, later] = [await add(), await add({ from: now() + hour, until: now() + 2 * hour })]
    const state = async () =>
      (await list())
        .filter(({ silence }) => [first, later].some((one) => one.silence.id === silence.id))
        .map(
          (one) =>
            `${one.silence.id === first.silence.id ? 'first' : 'later'} ${one.state} ${one.endsSoon}`,
        )
    expect(await state()).toEqual(['first in-force false', 'later coming false'])
    garden.wait(hour / 2)
    expect(await state()).toEqual(['first in-force true', 'later coming false'])
    garden.wait(hour / 2)
    expect(await state()).toEqual(['later in-force false', 'first ended false'])
    garden.wait(1_000)
    await end(later.silence.id)
    expect(await state()).toEqual(['later ended false', 'first ended false'])
    await expect(end(later.silence.id)).rejects.toThrow('was ended by Bo 0 s ago; add another one')
  })

  it.each([
    [{ until: 1 }, '422: This cannot be silenced: until 1970-01-01T00:00:00.001Z is not after'],
    [{ matchers: [{ field: 'colour', is: ['red'] }] }, '400: body.matchers.0.field'],
    [{ comment: ' ' }, '400: body.comment'],
    [
      { matchers: [{ field: 'cell', is: ['pupm'] }] },
      '422: This cannot be silenced: no cell is named "pupm"; there is bed-1, ',
    ],
  ])('with %j are refused', async (wrong, message) => {
    await expect(add(wrong)).rejects.toThrow(message)
  })

  it('may be changed when a name of theirs has gone since, but take no other that is none', async () => {
    const shed = { cell: 'shed', name: 'Shed', sensors: ['humidity'] }
    await call('PUT', '/sites/garden', { ...gardenFile, cells: [...gardenFile.cells, shed] })
    const matchers = [{ field: 'cell', is: ['shed'] }]
    const { silence } = await add({ matchers })
    await call('PUT', '/sites/garden', gardenFile)
    await expect(add({ matchers })).rejects.toThrow('no cell is named "shed"')
    const change = (basedOn: number, rest: object) =>
      call<ToldSilence>('PUT', `/silences/${silence.id}`, {
        ...wish({ matchers, ...rest }),
        basedOn,
      })
    expect((await change(1, { until: now() + 2 * hour })).silence.version).toBe(2)
    const site = { field: 'site', is: ['gardn'] }
    await expect(change(2, { matchers: [...matchers, site] })).rejects.toThrow('no site is named')
    await end(silence.id)
  })

  it('tell beforehand what they would hide, and write nothing', async () => {
    const before = await list()
    const preview = (matchers: unknown) =>
      call<SilencePreview>('POST', '/silences/preview', { matchers })
    const of = await preview([pump])
    expect(of).toMatchObject({ incidentCount: 1, words: 'cell is pump' })
    expect(of.incidents.map(({ cell }) => cell)).toEqual(['pump'])
    const everything = await preview([{ field: 'site', is: ['*'] }])
    expect(everything.incidentCount).toBe(2)
    expect(everything.sensors).toBeGreaterThan(of.sensors)
    expect(await list()).toEqual(before)
  })
})
