import type { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Outgoing } from '#deliver/deliver-ports.ts'
import { sendDue } from '#deliver/send-due.ts'
import { Anomaly } from '#domain/anomaly.ts'
import { eventTypes } from '#domain/events.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { IncidentChanged } from '#domain/incidents/incident-changed.ts'
import { Site } from '#domain/site.ts'
import { notify } from '#functions/notify/notify.ts'
import type { SecondStageRecord } from '#functions/track-incidents/read-observation.ts'
import { type Memory, trackIncidents } from '#functions/track-incidents/track-incidents.ts'
import { anomalyPuts } from '#store/anomalies.ts'
import { walkHistory } from '#store/incident-index.ts'
import { readIncident, saveIncident } from '#store/incidents.ts'
import { putAll } from '#store/items.ts'
import { loadUnresolved } from '#store/mend-unresolved.ts'
import { readNotices } from '#store/notices.ts'
import { saveSite } from '#store/sites.ts'
import type { OpsStore } from '#store/store.ts'
import { anomaly, start } from '#test/support/anomalies.ts'
import { streamRecord } from '#test/support/records.ts'
import { cellsOf, garden } from '#test/support/sites.ts'
import { hubFailure, hubSite } from '#test/support/storm.ts'
import { changeOf, incidentNamed, startTelling } from '#test/support/telling.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

class Crash extends Error {}

/** Fails at one call, before or after it took effect, and never again. */
function crashingAt(nth: number, when: 'before' | 'after') {
  let calls = 0
  return {
    calls: () => calls,
    async call<Result>(act: () => Promise<Result>): Promise<Result> {
      calls += 1
      const isNow = calls === nth
      if (isNow && when === 'before') throw new Crash()
      const result = await act()
      if (isNow) throw new Crash()
      return result
    },
  }
}

type Crashing = ReturnType<typeof crashingAt>

function crashingStore<Store extends OpsStore>(store: Store, crashing: Crashing): Store {
  const send = (command: unknown) =>
    crashing.call(() => store.client.send(command as never) as unknown as Promise<unknown>)
  return { ...store, client: { send } as never }
}

/** Again until it goes through, as Lambda and the schedule do. */
async function persist<Result>(act: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await act()
    } catch (fault) {
      if (!(fault instanceof Crash) || attempt === 5) throw fault
    }
  }
}

let running: TestStore
beforeEach(async () => {
  running = await startTestStore()
})
afterEach(() => running.stop())

/** Two incidents that are told together and one that is critical, all through a crash. */
async function tellThrough(crashing: Crashing, round: string) {
  const { store } = running
  const arrived: Outgoing[] = []
  const telling = startTelling(crashingStore(store, crashing), start, {
    send: (_, outgoing) =>
      crashing.call(async () => {
        arrived.push(outgoing)
        return { kind: 'taken' }
      }),
  })
  const incidents = [
    incidentNamed(`${round}-a`),
    incidentNamed(`${round}-b`),
    incidentNamed(`${round}-c`, { severity: 'critical', site: 'park' }),
  ]
  for (const incident of incidents) {
    await saveIncident(store, incident, start, undefined)
    await persist(() => notify(changeOf(incident), telling.ports))
  }
  for (let minute = 0; minute < 6; minute += 1) {
    telling.at += 60_000
    await persist(() => sendDue(telling.ports))
  }
  return { arrived, incidents }
}

describe('a crash of notify or its schedule at any call', () => {
  it.each(['before', 'after'] as const)(
    '%s it took effect loses no message and doubles none unmarked',
    async (when) => {
      let crashes = 0
      for (let nth = 1; ; nth += 1) {
        const crashing = crashingAt(nth, when)
        const { arrived, incidents } = await tellThrough(crashing, `${when}-${nth}`)
        for (const { id } of incidents) {
          const messages = arrived.filter(({ message }) =>
            message.incidents.some((one) => one.id === id),
          )
          expect(messages.length, `${id}, call ${nth}`).toBeGreaterThan(0)
          expect(new Set(messages.map((one) => one.id)).size, `${id}, call ${nth}`).toBe(1)
          expect(
            messages.slice(1).every(({ repeated }) => repeated),
            `${id}, call ${nth}`,
          ).toBe(true)
          const { notices } = await readNotices(running.store, id)
          const opened = notices.filter(({ cause }) => cause === 'opened')
          expect(opened.map(({ state }) => state.status)).toEqual(['sent'])
        }
        if (crashing.calls() < nth) break
        crashes += 1
      }
      expect(crashes).toBeGreaterThan(60)
    },
  )
})

/** A bus that remembers, and may crash as the store may. */
function listen(crashing: Crashing) {
  const told: IncidentChanged[] = []
  const send = (command: { input: { Entries?: { Detail?: string }[] } }) =>
    crashing.call(async () => {
      const entries = command.input.Entries ?? []
      told.push(...entries.map(({ Detail = '' }) => IncidentChanged.parse(JSON.parse(Detail))))
      return { Entries: entries.map(() => ({})) }
    })
  const bus = { client: { send } as unknown as EventBridgeClient, name: 'hyphae' }
  return { told, ports: { store: crashingStore(running.store, crashing), bus, now: () => start } }
}

const happened = [
  anomaly({ cell: 'pump', onset: 0 }),
  anomaly({ cell: 'bed-1', onset: 1, severity: 'critical' }),
  anomaly({ cell: 'house', onset: 90 }),
]

async function trackThrough(crashing: Crashing, site: string) {
  const { store } = running
  const own = Site.parse({ ...garden, site })
  await saveSite(store, own, [...cellsOf(own).values()])
  const anomalies = happened.map((one) =>
    Anomaly.parse(JSON.parse(JSON.stringify(one).replaceAll('garden', site))),
  )
  const { told, ports } = listen(crashing)
  for (const [index, one] of anomalies.entries()) {
    await putAll(store, anomalyPuts(store, one))
    const record = streamRecord(index + 1, { type: eventTypes.anomalyDetected, detail: one })
    await until(async () => (await trackIncidents([record], ports, new Map())).faults.length === 0)
  }
  const kept: Incident[] = []
  for await (const { id } of walkHistory(store, site, undefined)) {
    const incident = await readIncident(store, id)
    if (incident) kept.push(incident)
  }
  kept.push(...(await loadUnresolved(store, site)))
  return { told, kept, anomalies }
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone()));
}

describe('a crash of track-incidents at any call', () => {
  it.each(['before', 'after'] as const)(
    '%s it took effect loses no incident and doubles none',
    async (when) => {
      let crashes = 0
      for (let nth = 1; crashes === nth - 1; nth += 1) {
        const crashing = crashingAt(nth, when)
        const { told, kept, anomalies } = await trackThrough(crashing, `garden-${nth}`)
        const held = kept.flatMap((incident) => incident.anomalies.map(({ id }) => id))
        expect(held.toSorted(), `call ${nth}`).toEqual(anomalies.map(({ id }) => id).toSorted())
        // Whatever was saved was told before.
        const versions = told.map(({ incident }) => `${incident.id} ${incident.version}`)
        for (const { id, version } of kept) expect(versions).toContain(`${id} ${version}`)
        if (crashing.calls() >= nth) crashes += 1
      }
      expect(crashes).toBeGreaterThan(10)
    },
  )
})

describe('a storm of 500 anomalies in a minute', () => {
  it('is one message, which names the hub', async () => {
    const { store } = running
    await saveSite(store, hubSite, [...cellsOf(hubSite).values()])
    const { told, ports } = listen(crashingAt(-1, 'before'))
    const telling = startTelling(store, start)
    const memory: Memory = new Map()
    const hear = async (records: readonly SecondStageRecord[]) => {
      await trackIncidents(records, ports, memory)
      for (const changed of told.splice(0)) await notify(changed, telling.ports)
    }
    const anomalies = hubFailure().toSorted((a, b) => a.detectedAt - b.detectedAt)
    expect(anomalies).toHaveLength(500)
    for (let at = 0; at < anomalies.length; at += 50) {
      const batch = anomalies.slice(at, at + 50)
      telling.at = batch.at(-1)?.detectedAt ?? telling.at
      await putAll(
        store,
        batch.flatMap((one) => anomalyPuts(store, one)),
      )
      await hear(
        batch.map((one, index) =>
          streamRecord(at + index, { type: eventTypes.anomalyDetected, detail: one }),
        ),
      )
    }
    for (let minute = 0; minute < 30; minute += 1) {
      telling.at += 60_000
      const tick = { type: eventTypes.siteTicked, detail: { site: 'garden', at: telling.at } }
      await hear([streamRecord(1_000 + minute, tick)])
      await sendDue(telling.ports)
    }
    expect(telling.arrived.map(({ message }) => message.title)).toEqual([
      expect.stringMatching(/Hub/),
    ])
  })
})
