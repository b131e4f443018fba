import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sendDue } from '#deliver/send-due.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { Routing } from '#domain/notify/routing.ts'
import { notify } from '#functions/notify/notify.ts'
import { readNotifications } from '#store/find-frame.ts'
import { saveIncident } from '#store/incidents.ts'
import { readNotices, readOutbox } from '#store/notices.ts'
import { saveRouting } from '#store/routing.ts'
import { start } from '#test/support/anomalies.ts'
import { changeOf, incidentNamed, startTelling, type Telling } from '#test/support/telling.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

let running: TestStore
let telling: Telling
let runs = 0
let id = ''
afterEach(() => running.stop())
beforeEach(async () => {
  running = await startTestStore()
  runs += 1
  telling = startTelling(running.store, start)
  id = `inc-${runs}`
})

const critical = { severity: 'critical' } as const
const save = async (incident: Incident) => {
  await saveIncident(running.store, incident, telling.at, undefined)
  return incident
}
const opened = async (change: Partial<Incident> = {}, name = id) =>
  notify(changeOf(await save(incidentNamed(name, change))), telling.ports)
const later = (seconds: number) => {
  telling.at += seconds * 1000
  return sendDue(telling.ports)
}
const titles = () =>
  telling.arrived.map(({ message, repeated }) => `${message.title}${repeated ? ' (again)' : ''}`)
const statuses = async (name = id) =>
  (await readNotices(running.store, name)).notices.map(({ state }) => state.status)

describe('notifying', () => {
  it('tells what, where, how bad, since when and what to do', async () => {
    const whatToDo = {
      ...{ consequence: 'The bed dries out.', firstAction: 'Open the bypass.', withinMinutes: 20 },
      ...{ dueAt: start + 20 * 60_000, from: 'site' as const },
    }
    expect(await opened({ ...critical, whatToDo })).toBe('told')
    expect(telling.arrived.map(({ message }) => message)).toEqual([
      {
        schemaVersion: 1,
        kind: 'incidents',
        severity: 'critical',
        title: 'Critical: Pump: Temperature unusually high',
        lines: [
          'If nothing is done: The bed dries out.',
          'First: Open the bypass.',
          'Time for it: 20 min, until 00:20 UTC',
        ],
        place: 'Pump, garden',
        since: '2026-03-02T00:00:00.000Z',
        downstream: 0,
        link: `https://hyphae.example/incident?id=${id}`,
        incidents: [
          {
            ...{ id, cause: 'opened', severity: 'critical', status: 'open', site: 'garden' },
            ...{ place: 'Pump', title: 'Pump: Temperature unusually high', downstream: 0 },
            openedAt: '2026-03-02T00:00:00.000Z',
            link: `https://hyphae.example/incident?id=${id}`,
          },
        ],
        total: 1,
      },
    ])
    expect(telling.logged).toEqual(['Critical: Pump: Temperature unusually high'])
    expect((await statuses()).toSorted()).toEqual(['planned', 'sent'])
    expect(await readNotifications(running.store, id)).toEqual([{ occasion: 'opened', at: start }])
  })

  it('tells what is not critical with the next look, once', async () => {
    expect(await opened()).toBe('planned')
    expect(await notify(changeOf(incidentNamed(id)), telling.ports)).toBe('nothing-to-tell')
    await later(20)
    expect(titles()).toEqual([])
    await later(10)
    await later(60)
    expect(titles()).toEqual(['Warning: Pump: Temperature unusually high'])
    expect(await statuses()).toEqual(['sent'])
    expect(await readOutbox(running.store)).toEqual([])
  })

  it('tells several of a site in one message, the worst first', async () => {
    for (const one of [1, 2, 3]) await opened({}, `${id}-${one}`)
    await opened({ ...critical, title: 'Hub: silent' }, `${id}-4`)
    expect(titles()).toEqual(['Critical: Hub: silent and 3 more incidents'])
    await later(60)
    expect(telling.arrived).toHaveLength(1)
    expect(telling.arrived[0]?.message.incidents.map((one) => one.severity)).toEqual([
      ...['critical', 'warning', 'warning', 'warning'],
    ])
  })

  it('looks at the incident again before it tells', async () => {
    await opened()
    const { notices } = await readNotices(running.store, id)
    const state = { status: 'resolved', resolvedBy: 'Ada', resolvedAt: start } as const
    await saveIncident(
      running.store,
      incidentNamed(id, { state, version: 2 }),
      start,
      incidentNamed(id),
    )
    await later(30)
    expect(titles()).toEqual([])
    expect((await readNotices(running.store, id)).notices).toMatchObject([
      {
        id: notices[0]?.id,
        state: { status: 'dropped', reason: 'it was resolved before it was told' },
      },
    ])
  })

  it('waits for an incident that is not saved yet, and forgets one that never is', async () => {
    await notify(changeOf(incidentNamed(id)), telling.ports)
    await later(60)
    expect(await statuses()).toEqual(['planned'])
    await later(700)
    expect(titles()).toEqual([])
    expect(await statuses()).toEqual(['dropped'])
  })

  it('holds what is suppressed, and tells it as soon as nothing stands in its way', async () => {
    const partOf = { incident: 'inc-hub', place: 'Hub' }
    expect(await opened({ ...critical, partOf })).toBe('planned')
    expect(await statuses()).toEqual(['held'])
    const freed = incidentNamed(id, { ...critical, version: 2 })
    await saveIncident(running.store, freed, start, incidentNamed(id))
    expect(await notify(changeOf(freed, 'updated'), telling.ports)).toBe('told')
    expect(titles()).toEqual(['Critical, on its own now: Pump: Temperature unusually high'])
  })

  it('writes down why nothing is told', async () => {
    expect(await opened({ severity: 'info' })).toBe('nothing-to-tell')
    expect((await readNotices(running.store, id)).decision).toEqual({
      version: 1,
      why: 'No route matches (webhook: it is for critical, major, warning, not info).',
    })
  })
})

describe('a receiver that does not take it', () => {
  it('is told again with growing pauses, the same message marked, until it does', async () => {
    telling.answer = { kind: 'refused', answer: 'it answered 500' }
    await expect(opened(critical)).rejects.toThrow(
      'Receiver "webhook" did not take a message in attempt 1: it answered 500. It is tried again; hyphae routing show says where it goes.',
    )
    expect(await statuses()).toEqual(['sending'])
    // Lambda calls again, and that is no attempt.
    expect(await notify(changeOf(incidentNamed(id, critical)), telling.ports)).toBe(
      'nothing-to-tell',
    )
    for (const seconds of [30, 30, 60, 60, 240]) await later(seconds)
    telling.answer = { kind: 'taken' }
    for (const seconds of [480, 900]) await later(seconds)
    expect(new Set(telling.arrived.map((one) => one.id)).size).toBe(1)
    expect(telling.arrived.map(({ repeated }) => repeated)).toEqual([false, true, true, true, true])
    expect((await readNotices(running.store, id)).notices.at(0)?.state).toMatchObject({
      ...{ status: 'sent', attempts: 5 },
    })
  })

  it('is given up after ten attempts, with the last answer', async () => {
    telling.answer = { kind: 'refused', answer: 'no route to host' }
    await opened(critical).catch(() => {})
    for (let hours = 0; hours < 20; hours += 1) await later(3_601)
    // An hour after it was given up it is critical still, so that is told, or tried.
    const [first] = telling.arrived
    expect(telling.arrived.filter((one) => one.id === first?.id)).toHaveLength(10)
    const { notices } = await readNotices(running.store, id)
    expect(notices.find(({ cause }) => cause === 'opened')?.state).toMatchObject({
      ...{ status: 'failed', attempts: 10, reason: 'no route to host' },
    })
  })

  it('keeps no other waiting', async () => {
    const { store } = running
    const url = 'https://hook.example/'
    const routing = Routing.parse({
      receivers: { away: { kind: 'webhook', url }, there: { kind: 'webhook', url } },
      routes: [
        { name: 'a', receiver: 'away', continue: true },
        { name: 'b', receiver: 'there' },
      ],
    })
    await saveRouting(store, {
      schemaVersion: 1,
      version: 1,
      routing,
      by: 'Ada',
      reason: 'x',
      at: 1,
    })
    const send: Telling['ports']['send'] = async (_, outgoing) => {
      telling.arrived.push(outgoing)
      return outgoing.receiver === 'away' ? { kind: 'refused', answer: 'no' } : { kind: 'taken' }
    }
    const ports = { ...telling.ports, send }
    await expect(notify(changeOf(await save(incidentNamed(id, critical))), ports)).rejects.toThrow(
      '"away"',
    )
    expect(telling.arrived.map(({ receiver }) => receiver).toSorted()).toEqual(['away', 'there'])
  })

  it('of another incident is not this one’s failure', async () => {
    const other = `${id}-elsewhere`
    await notify(changeOf(await save(incidentNamed(other, { site: 'park' }))), telling.ports)
    telling.at += 40_000
    const send: Telling['ports']['send'] = async (_, { message }) =>
      message.place?.endsWith('park') ? { kind: 'refused', answer: 'no' } : { kind: 'taken' }
    const change = changeOf(await save(incidentNamed(id, critical)))
    expect(await notify(change, { ...telling.ports, send })).toBe('told')
    expect([await statuses(), await statuses(other)]).toEqual([['sent', 'planned'], ['sending']])
  })
})
