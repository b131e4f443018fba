import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { IncidentChanged, tellChange } from '#domain/incidents/incident-changed.ts'
import { notify, type Ports } from '#functions/notify/notify.ts'
import { anomaly } from '#test/support/anomalies.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'
import { track } from '#test/support/tracking.ts'

let running: TestStore
beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())

const [incident] = [
  ...track([{ kind: 'anomaly', anomaly: anomaly({ cell: 'pump', onset: 0 }) }]).incidents.values(),
]
if (!incident) throw new Error('The test has no incident.')
let ids = 0
let delivered: Array<{ url: string; body: unknown }>
let logged: string[]
let id = ''
beforeEach(() => {
  ids += 1
  id = `inc-${ids}`
  delivered = []
  logged = []
})

const changed = (occasion: string, version = 1) =>
  IncidentChanged.parse({ ...tellChange({ ...incident, id, version }, undefined), occasion })
const ports = (status = 200, webhookUrl = 'https://hook.test/x'): Ports => ({
  store: running.store,
  webhookUrl,
  request: async (url, init) => {
    delivered.push({ url: String(url), body: JSON.parse(String(init?.body)) })
    return new Response(null, { status })
  },
  now: () => 1,
  log: (message) => logged.push(message),
})

describe('notifying', () => {
  it('tells people what, where, how bad and since when', async () => {
    expect(await notify(changed('opened'), ports())).toBe('told')
    expect(delivered).toEqual([
      {
        url: 'https://hook.test/x',
        body: {
          occasion: 'opened',
          id,
          severity: 'warning',
          status: 'open',
          site: 'garden',
          place: 'Pump',
          title: 'Pump: Temperature unusually high',
          openedAt: '2026-03-02T00:00:00.000Z',
        },
      },
    ])
    expect(logged).toEqual(['warning: Pump: Temperature unusually high'])
  })

  it('tells each occasion once', async () => {
    await notify(changed('opened'), ports())
    expect(await notify(changed('opened'), ports())).toBe('already-told')
    expect(delivered).toHaveLength(1)
    expect(await notify(changed('now-major', 2), ports())).toBe('told')
    expect(await notify(changed('resolved', 3), ports())).toBe('told')
    // Opened again after that is news.
    expect(await notify(changed('open', 4), ports())).toBe('told')
    expect(delivered).toHaveLength(4)
  })

  it('may tell twice where it is called twice at once, and fails neither nor tells again', async () => {
    let arrived = () => {}
    const both = new Promise<void>((resolve) => {
      let waiting = 2
      arrived = () => {
        waiting -= 1
        if (waiting === 0) resolve()
      }
    })
    const slow: Ports = {
      ...ports(),
      request: async (url, init) => {
        arrived()
        await both
        return ports().request(url, init)
      },
    }
    const twice = [notify(changed('opened'), slow), notify(changed('opened'), slow)]
    expect(await Promise.all(twice)).toEqual(['told', 'told'])
    expect(delivered.map(({ body }) => body)).toEqual(Array(2).fill(delivered[0]?.body))
    expect(await notify(changed('opened'), ports())).toBe('already-told')
    expect(delivered).toHaveLength(2)
  })

  it('wakes nobody because an incident merely grew', async () => {
    expect(await notify(changed('updated'), ports())).toBe('not-worth-telling')
    expect([delivered, logged]).toEqual([[], []])
  })

  it('throws when the webhook refuses, and tells again next time', async () => {
    await expect(notify(changed('opened'), ports(500))).rejects.toThrow(
      `The webhook at hook.test answered 500 for ${id}; it is tried again, check WEBHOOK_URL.`,
    )
    expect(logged).toEqual([])
    expect(await notify(changed('opened'), ports())).toBe('told')
    expect(delivered).toHaveLength(2)
  })

  it('throws when the webhook cannot be reached', async () => {
    const away = { ...ports(), request: async () => Promise.reject(new TypeError('no route')) }
    await expect(notify(changed('opened'), away)).rejects.toThrow('no route')
    expect(await notify(changed('opened'), ports())).toBe('told')
  })

  it('tells the log alone where nobody set a webhook', async () => {
    expect(await notify(changed('opened'), ports(200, ''))).toBe('told')
    expect(delivered).toEqual([])
    expect(logged).toHaveLength(1)
  })
})
