import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Anomaly, Anomaly as AnomalySchema } from '#domain/anomaly.ts'
import { eventTypes } from '#domain/events.ts'
import { applyAction } from '#domain/incidents/apply-action.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import type { Notice } from '#domain/notify/notice.ts'
import { Site } from '#domain/site.ts'
import type { SecondStageRecord } from '#functions/track-incidents/read-observation.ts'
import { type Memory, trackIncidents } from '#functions/track-incidents/track-incidents.ts'
import { anomalyPuts } from '#store/anomalies.ts'
import { readUnresolvedPage, walkHistory } from '#store/incident-index.ts'
import { findIncident, readIncident, saveIncident } from '#store/incidents.ts'
import { putAll } from '#store/items.ts'
import { loadUnresolved } from '#store/mend-unresolved.ts'
import { planNotice, readNotices } from '#store/notices.ts'
import { saveSite } from '#store/sites.ts'
import { anomaly, asDetected, start } from '#test/support/anomalies.ts'
import { streamRecord } from '#test/support/records.ts'
import { cellsOf, garden } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

const minute = 60_000
const eventBridge = new EventBridgeClient({ region: 'local' })
const bus = mockClient(eventBridge)
let running: TestStore
let site = ''
let sites = 0

beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())
beforeEach(async () => {
  bus.reset()
  bus.on(PutEventsCommand).resolves({})
  // One store for all tests, a garden of its own for each.
  sites += 1
  site = `garden-${sites}`
  const own = Site.parse({ ...garden, site })
  await saveSite(running.store, own, [...cellsOf(own).values()])
})

const ports = () => ({
  store: running.store,
  bus: { client: eventBridge, name: 'hyphae' },
  now: () => start,
})
const here = (one: Anomaly): Anomaly =>
  AnomalySchema.parse(JSON.parse(JSON.stringify(one).replaceAll('garden', site)))

/** What the first stage does: writes the anomaly, then publishes it. */
async function record(sequence: number, one: Anomaly): Promise<SecondStageRecord> {
  await putAll(running.store, anomalyPuts(running.store, here(one)))
  const type = one.state === 'detected' ? eventTypes.anomalyDetected : eventTypes.anomalyCleared
  return streamRecord(sequence, { type, detail: here(one) })
}
const tick = (sequence: number, minutes: number) =>
  streamRecord(sequence, {
    type: eventTypes.siteTicked,
    detail: { site, at: start + minutes * minute },
  })
const track = (records: readonly SecondStageRecord[], memory: Memory = new Map()) =>
  trackIncidents(records, ports(), memory)
const told = () =>
  bus.commandCalls(PutEventsCommand).flatMap(({ args: [{ input }] }) =>
    (input.Entries ?? []).map(({ Detail = '' }) => {
      const { occasion, incident } = JSON.parse(Detail) as { occasion: string; incident: Incident }
      return `${occasion} ${incident.version}`
    }),
  )
const all = async (): Promise<Incident[]> => {
  const found: Incident[] = []
  for await (const { id } of walkHistory(running.store, site, undefined)) {
    const incident = await readIncident(running.store, id)
    if (incident) found.push(incident)
  }
  found.push(...(await loadUnresolved(running.store, site)))
  found.sort((a, b) => (a.id < b.id ? -1 : 1))
  return found
}
const only = async (): Promise<Incident> => {
  const [incident, ...more] = await all()
  if (!incident || more.length > 0) throw new Error(`There are ${more.length + 1} incidents.`)
  return incident
}

const pump = anomaly({ cell: 'pump', onset: 0, detectedAt: 1, clearedAt: 40 })
const bed = anomaly({ cell: 'bed-1', onset: 2, detectedAt: 3, clearedAt: 50 })
const house = anomaly({ cell: 'house', sensor: 'humidity', onset: 5, detectedAt: 6 })

describe('anomalies in the stream', () => {
  it('become incidents that are found again by id, by site and in the history', async () => {
    const result = await track([
      await record(1, asDetected(pump)),
      await record(2, asDetected(bed)),
    ])
    expect(result).toEqual({ batchItemFailures: [], incidents: 1, faults: [] })
    const incident = await only()
    expect(incident).toMatchObject({ version: 1, rootCell: 'pump', state: { status: 'open' } })
    expect(await readIncident(running.store, incident.id)).toEqual(incident)
    expect(await loadUnresolved(running.store, site)).toEqual([incident])
    expect(told()).toEqual(['opened 1'])
  })

  it('change nothing and tell nobody when they come again, remembered or not', async () => {
    const records = [
      await record(1, asDetected(pump)),
      await record(2, asDetected(bed)),
      tick(3, 9),
    ]
    const memory: Memory = new Map()
    await track(records, memory)
    const before = await all()
    expect(await track(records, memory)).toMatchObject({ incidents: 0 })
    expect(await track(records)).toMatchObject({ incidents: 0 })
    expect(await all()).toEqual(before)
    expect(told()).toEqual(['opened 1'])
  })

  it('come to the same in any order and in any batches', async () => {
    const news = async () => [
      await record(1, asDetected(pump)),
      await record(2, asDetected(bed)),
      await record(3, house),
      await record(4, pump),
      await record(5, bed),
      tick(6, 100),
    ]
    const shape = async () =>
      (await all())
        .map(({ version: _, ...incident }) => JSON.stringify(incident).replaceAll(site, 'garden'))
        .sort()
    await track(await news())
    const expected = await shape()
    expect(expected).toHaveLength(2)
    const orders = [
      [5, 4, 3, 2, 1, 0],
      [3, 0, 5, 1, 4, 2],
      [2, 2, 4, 4, 3, 5],
    ]
    for (const order of orders) {
      sites += 1
      site = `garden-${sites}`
      const own = Site.parse({ ...garden, site })
      await saveSite(running.store, own, [...cellsOf(own).values()])
      const records = await news()
      for (const index of order) await track(records.slice(index, index + 1))
      expect(await shape()).toEqual(expected)
    }
  })

  it('end by the time that a tick tells, and leave the unresolved', async () => {
    await track([await record(1, pump)])
    expect((await only()).state.status).toBe('recovering')
    await track([tick(2, 49)])
    expect((await only()).state.status).toBe('recovering')
    await track([tick(3, 50)])
    expect((await only()).state).toMatchObject({ status: 'resolved', resolvedBy: 'hyphae' })
    expect(await loadUnresolved(running.store, site)).toEqual([])
    expect(told()).toEqual(['opened 1', 'resolved 2'])
  })

  it('say what is new: a worse severity, or only more of it', async () => {
    await track([await record(1, asDetected(pump))])
    await track([await record(2, asDetected(bed))])
    await track([await record(3, anomaly({ cell: 'pump', sensor: 'humidity', onset: 4 }))])
    expect(told()).toEqual(['opened 1', 'updated 2', 'now-major 3'])
  })
})

describe('a function that is killed', () => {
  it('before it saves tells again what it told, under the same version', async () => {
    const records = [await record(1, asDetected(pump))]
    const away = { ...running.store, opsTable: 'away' }
    // Everything was read and told; only the saving fails.
    const memory: Memory = new Map()
    await track([tick(0, 0)], memory)
    const failed = await trackIncidents(records, { ...ports(), store: away }, memory)
    expect(failed.batchItemFailures).toEqual([{ itemIdentifier: '1' }])
    expect(await all()).toEqual([])
    await track(records)
    expect(told()).toEqual(['opened 1', 'opened 1'])
    expect((await only()).version).toBe(1)
  })
})

describe('a function that is started anew', () => {
  const days = 1_440
  it('takes what a long incident left for no new one', async () => {
    const memory: Memory = new Map()
    await track([await record(1, pump)], memory)
    // It goes on for a week, and ends.
    for (const day of [1, 2, 3, 4, 5, 6, 7]) {
      const onset = (day - 1) * days + 30
      const one = anomaly({ cell: 'pump', sensor: `s${day}`, onset, clearedAt: day * days + 40 })
      await track([await record(1 + day, one)], memory)
    }
    await track([tick(20, 12 * days)], memory)
    const before = await all()
    expect(before).toHaveLength(1)
    bus.resetHistory()
    await track([tick(21, 12 * days + 1)])
    expect(await all()).toEqual(before)
    expect(told()).toEqual([])
  })

  it('knows the anomalies of the week, though no incident names them all', async () => {
    const memory: Memory = new Map()
    const many = Array.from({ length: 70 }, (_, n) =>
      anomaly({ cell: 'pump', sensor: `s${n}`, onset: n }),
    )
    await track(await Promise.all(many.map((one, index) => record(index + 1, one))), memory)
    const before = await only()
    expect(before.omittedAnomalies).toBe(10)
    await track([tick(99, 80)])
    expect(await only()).toEqual(before)
  })
})

describe('an incident whose founder turns out to be another', () => {
  it('is found by its old name, and whoever was told of it is not told anew', async () => {
    await track([await record(1, asDetected(bed))])
    const old = await only()
    const told: Notice = {
      ...{ schemaVersion: 1, id: 'opened#1~shift', version: 1, incident: old.id, site },
      ...{ receiver: 'shift', route: 'all', cause: 'opened', severity: 'warning' },
      ...{ incidentVersion: 1, plannedAt: start, dueAt: start, heldBy: null },
      ...{ groupDelaySeconds: 30, repeatMinutes: null, escalate: null },
      state: { status: 'sent', delivery: 'd1', at: start, attempts: 1 },
    }
    await planNotice(running.store, told)
    await planNotice(running.store, { ...told, id: 'waiting', state: { status: 'planned' } })
    const repeat = {
      ...told,
      id: 'repeat#1',
      cause: 'repeat',
      state: { status: 'planned' },
    } as const
    await planNotice(running.store, repeat)
    await track([await record(2, asDetected(pump))])
    const now = await only()
    expect(now.id).not.toBe(old.id)
    expect((await findIncident(running.store, old.id))?.id).toBe(now.id)
    const { notices } = await readNotices(running.store, now.id)
    expect(notices.map(({ id, state }) => [id, state.status])).toEqual([
      ['opened#1~shift', 'sent'],
      ['repeat#1', 'planned'],
    ])
  })
})

describe('a person', () => {
  const acknowledge = async (incident: Incident) => {
    const outcome = applyAction(incident, { kind: 'acknowledge', by: 'Ada' }, start)
    if (outcome.kind !== 'applied') throw new Error('too late')
    return saveIncident(running.store, outcome.incident, start, incident)
  }

  it('who was faster is kept, though the function remembered otherwise', async () => {
    const memory: Memory = new Map()
    await track([await record(1, asDetected(pump))], memory)
    expect(await acknowledge(await only())).toBe(true)
    const result = await track([await record(2, asDetected(bed))], memory)
    expect(result).toMatchObject({ batchItemFailures: [], incidents: 1 })
    // Worse by now than it was taken on as: it calls anew, and what was done is kept.
    expect(await only()).toMatchObject({
      ...{ version: 3, state: { status: 'open' } },
      actions: [{ kind: 'acknowledge', by: 'Ada' }],
      cells: [{ cell: 'pump' }, { cell: 'bed-1' }],
    })
  })

  it('who was faster keeps the incident, though it would have become part of another', async () => {
    const memory: Memory = new Map()
    await track([await record(1, asDetected(bed))], memory)
    const taken = await only()
    expect(await acknowledge(taken)).toBe(true)
    await track([await record(2, asDetected(pump))], memory)
    const kept = await readIncident(running.store, taken.id)
    expect(kept?.actions).toMatchObject([{ kind: 'acknowledge', by: 'Ada' }])
  })

  it('who was slower leaves no word in the lists', async () => {
    await track([await record(1, asDetected(pump))])
    const seen = await only()
    const as = (by: string) => {
      const outcome = applyAction(seen, { kind: 'acknowledge', by }, start)
      if (outcome.kind !== 'applied') throw new Error(outcome.message)
      return saveIncident(running.store, outcome.incident, start, seen)
    }
    expect([await as('Ada'), await as('Bo')]).toEqual([true, false])
    const [listed] = await readUnresolvedPage(running.store, site, undefined)
    expect(listed?.summary).toMatchObject({ acknowledgedBy: 'Ada', version: 2 })
  })

  it('who saw an older version is told so', async () => {
    await track([await record(1, asDetected(pump))])
    const old = await only()
    await track([await record(2, asDetected(bed))])
    expect(await acknowledge(old)).toBe(false)
    expect((await only()).version).toBe(2)
  })
})

describe('trouble', () => {
  it('at one site is reported by its first record, and the others go on', async () => {
    const away = here(anomaly({ cell: 'pump', onset: 0 }))
    const bad = streamRecord(1, {
      type: eventTypes.anomalyDetected,
      detail: { ...away, site: 'x'.repeat(3_000) },
    })
    const result = await track([bad, await record(2, asDetected(pump))])
    expect(result.batchItemFailures).toEqual([{ itemIdentifier: '1' }])
    expect(result.faults).toHaveLength(1)
    expect(await all()).toHaveLength(1)
  })

  it('with a record that cannot be read is thrown, so that it is found and kept', async () => {
    const bad = streamRecord(1, { type: eventTypes.anomalyDetected, detail: { site } })
    await expect(track([bad])).rejects.toThrow(/No matching discriminator/)
  })

  it('of a site nobody registered is none', async () => {
    const stranger = streamRecord(1, {
      type: eventTypes.siteTicked,
      detail: { site: 'nowhere', at: start },
    })
    expect(await track([stranger])).toEqual({ batchItemFailures: [], incidents: 0, faults: [] })
  })
})
