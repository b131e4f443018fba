import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Changes } from '#domain/api/changes.ts'
import type { IncidentDetail, IncidentPage } from '#domain/api/incidents.ts'
import { type SilencedGarden, startSilencedGarden } from '#test/support/silenced-garden.ts'

const hour = 3_600_000
let garden: SilencedGarden
let cursor = ''
beforeAll(async () => {
  garden = await startSilencedGarden()
})
afterAll(() => garden.stop())

const cells = async (query: string) =>
  (await garden.call<IncidentPage>('GET', `/incidents?${query}`)).items.map(({ cell }) => cell)
async function poll() {
  const changes = await garden.call<Changes>('GET', `/changes${cursor && `?cursor=${cursor}`}`)
  cursor = changes.cursor
  const told = changes.incidents.map(
    ({ cell, suppressed }) => `${cell} ${suppressed?.until ?? 'calls'}`,
  )
  return [changes.open.warning, changes.suppressed, ...told.toSorted()]
}

describe('a list of incidents', () => {
  it('is of one cell, or of one owner', async () => {
    const id = encodeURIComponent(garden.incidents.get('bed-1') ?? '')
    await garden.call('POST', `/incidents/${id}/assign`, { by: 'Ada', to: 'Bo' })
    expect(await cells('cell=pump')).toEqual(['pump'])
    expect(await cells('owner=Bo')).toEqual(['bed-1'])
    expect(await cells('owner=Bo&cell=pump')).toEqual([])
    await garden.call('POST', `/incidents/${id}/assign`, { by: 'Ada', to: null })
    garden.wait(2 * hour)
  })
})

describe('a silenced incident', () => {
  it('calls as long as nobody silences it', async () => {
    expect(await cells('suppressed=true')).toEqual([])
    expect(await poll()).toEqual([2, 0, 'bed-1 calls', 'pump calls'])
    garden.wait(2 * hour)
    expect(await poll()).toEqual([2, 0])
  })

  it('is told with its reason, is still unresolved, and is counted apart', async () => {
    const until = garden.now() + hour
    const matchers = [{ field: 'cell', is: ['pump'] }]
    await garden.call('POST', '/silences', { matchers, until, by: 'Ada', comment: 'pump swap' })
    expect(await poll()).toEqual([1, 1, 'bed-1 calls', `pump ${new Date(until).toISOString()}`])
    expect(await cells('suppressed=true&status=unresolved')).toEqual(['pump'])
    expect(await cells('suppressed=false&status=unresolved')).toEqual(['bed-1'])
    expect(await cells('status=resolved')).toEqual([])
    const id = encodeURIComponent(garden.incidents.get('pump') ?? '')
    const { summary } = await garden.call<IncidentDetail>('GET', `/incidents/${id}`)
    expect([summary.status, summary.suppressed?.reason]).toEqual([
      'open',
      'silenced by Ada: pump swap',
    ])
  })

  it('calls again, and polls are told so, when the silence is over', async () => {
    garden.wait(hour / 4)
    await poll()
    garden.wait(hour / 4)
    expect(await poll()).toEqual([1, 1, expect.stringMatching(/^pump 2026/)])
    garden.wait(hour / 2)
    expect(await poll()).toEqual([2, 0, 'pump calls'])
    garden.wait(hour / 4)
    await poll()
    garden.wait(hour / 4)
    expect(await poll()).toEqual([2, 0])
  })
})
