import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Incident } from '#domain/incidents/incident.ts'
import { answerOnce } from '#functions/serve-api/answer-once.ts'
import { beginAnswer } from '#store/answers.ts'
import { readIncident, saveIncident } from '#store/incidents.ts'
import { queryItems } from '#store/items.ts'
import { documentedRoutes } from '#test/support/document-routes.ts'
import { type GuardedApps, startGuardedApps } from '#test/support/guarded-app.ts'
import stored from '../fixtures/v1/incident.json' with { type: 'json' }

const incident = Incident.parse(JSON.parse(stored.item.body.S))
const minute = 60_000
let apps: GuardedApps
let app: ReturnType<GuardedApps['open']>

beforeAll(async () => {
  apps = await startGuardedApps()
  app = apps.open()
  await saveIncident(apps.store, incident, apps.now, undefined)
})
afterAll(() => apps.stop())

interface Saying {
  readonly key?: string
  readonly comment?: string
  readonly as?: string
  readonly id?: string
}

async function comment({ key, comment = 'looking', as = 'Ada', id = incident.id }: Saying) {
  const token = await apps.issuer.tokenOf(as, 'operator', apps.now)
  const answer = await app.request(`/api/v1/incidents/${encodeURIComponent(id)}/comment`, {
    method: 'POST',
    body: JSON.stringify({ comment }),
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  })
  const { status, headers } = answer
  return { status, replayed: headers.get('idempotent-replayed'), text: await answer.text() }
}

const versionNow = async () => (await readIncident(apps.store, incident.id))?.version ?? 0

describe('a change with a key', () => {
  it('is made once, and its first answer comes again', async () => {
    const before = await versionNow()
    const first = await comment({ key: 'one' })
    expect(first).toMatchObject({ status: 200, replayed: null })
    expect(await comment({ key: 'one' })).toEqual({ ...first, replayed: 'true' })
    expect(await versionNow()).toBe(before + 1)
  })

  it('is made each time without one', async () => {
    const before = await versionNow()
    for (const _ of [1, 2]) expect(await comment({})).toMatchObject({ status: 200, replayed: null })
    expect(await versionNow()).toBe(before + 2)
  })

  it('is another one with another body, and refused', async () => {
    await comment({ key: 'two' })
    const before = await versionNow()
    const other = await comment({ key: 'two', comment: 'something else' })
    expect(other).toMatchObject({ status: 422, replayed: null })
    expect(await versionNow()).toBe(before)
  })

  it('is everybody’s own', async () => {
    await comment({ key: 'three' })
    const before = await versionNow()
    expect(await comment({ key: 'three', as: 'Bo' })).toMatchObject({ status: 200, replayed: null })
    expect(await versionNow()).toBe(before + 1)
  })

  it('is made once when two come at once', async () => {
    const before = await versionNow()
    const answers = await Promise.all(Array.from({ length: 8 }, () => comment({ key: 'four' })))
    const done = answers.filter(({ status, replayed }) => status === 200 && replayed === null)
    expect(done).toHaveLength(1)
    const others = answers.filter((answer) => answer !== done[0])
    for (const { status, replayed } of others)
      expect(status === 409 || replayed === 'true').toBe(true)
    expect(await versionNow()).toBe(before + 1)
    expect(await comment({ key: 'four' })).toMatchObject({ status: 200, replayed: 'true' })
  })

  it('is refused the same way again', async () => {
    const first = await comment({ key: 'five', id: 'nothing' })
    expect(first).toMatchObject({ status: 404, replayed: null })
    expect(await comment({ key: 'five', id: 'nothing' })).toEqual({ ...first, replayed: 'true' })
  })

  it('waits for whoever began it a moment ago, and takes over from whoever never ended', async () => {
    await comment({ key: 'six' })
    const [item] = await queryItems(apps.store, apps.store.telemetryTable, 'ONCE#Ada', {
      from: 'six',
      to: 'six',
    })
    const digest = item?.['digest']?.S ?? ''
    apps.now += 25 * 60 * minute
    expect(await beginAnswer(apps.store, { by: 'Ada', key: 'six', digest }, 'gone', apps.now)).toBe(
      true,
    )
    expect(await comment({ key: 'six' })).toMatchObject({ status: 409 })
    apps.now += minute - 1
    expect(await comment({ key: 'six' })).toMatchObject({ status: 409 })
    apps.now += 1
    expect(await comment({ key: 'six' })).toMatchObject({ status: 200, replayed: null })
    expect(await comment({ key: 'six' })).toMatchObject({ status: 200, replayed: 'true' })
  })

  it('may be tried again at once after a fault', async () => {
    const marked = { by: 'Ada', key: 'eight', asked: 'anything' }
    const ports = { store: apps.store, now: () => apps.now }
    const fails = () => Promise.reject(new Error('The store is gone.'))
    await expect(answerOnce(ports, marked, fails)).rejects.toThrow('The store is gone.')
    const again = await answerOnce(ports, marked, async () => '{}')
    expect(again).toEqual({ status: 200, text: '{}', isReplayed: false })
  })

  it('is forgotten after a day, and goes by itself', async () => {
    await comment({ key: 'seven' })
    const items = await queryItems(apps.store, apps.store.telemetryTable, 'ONCE#Ada', {
      from: 'seven',
      to: 'seven',
    })
    expect(items[0]?.['ttl']?.N).toBe(String(Math.floor(apps.now / 1000) + 86_400))
    apps.now += 24 * 60 * minute
    expect(await comment({ key: 'seven' })).toMatchObject({ status: 200, replayed: null })
  })

  it.each([
    ['long', 'x'.repeat(129)],
    ['strange', 'kæy'],
    ['empty', ''],
  ])('with a key that is too %s is refused', async (_, key) => {
    expect(await comment({ key })).toMatchObject({ status: 400 })
  })
})

it('may have a key wherever something is changed', () => {
  for (const { operationId, method, headers } of documentedRoutes())
    expect([operationId, headers.includes('Idempotency-Key')]).toEqual([
      operationId,
      method !== 'GET',
    ])
})
