import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { type Anomaly, Anomaly as AnomalySchema } from '#domain/anomaly.ts'
import { eventTypes } from '#domain/events.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { Site } from '#domain/site.ts'
import type { SecondStageRecord } from '#functions/track-incidents/read-observation.ts'
import { type Memory, trackIncidents } from '#functions/track-incidents/track-incidents.ts'
import { anomalyPuts } from '#store/anomalies.ts'
import { walkHistory } from '#store/incident-index.ts'
import { readIncident } from '#store/incidents.ts'
import { putAll } from '#store/items.ts'
import { loadUnresolved } from '#store/mend-unresolved.ts'
import { saveSite } from '#store/sites.ts'
import { anomaly, start } from '#test/support/anomalies.ts'
import { streamRecord } from '#test/support/records.ts'
import { cellsOf, garden } from '#test/support/sites.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

export const pump = anomaly({ cell: 'pump', onset: 0, detectedAt: 1, clearedAt: 40 })
export const bed = anomaly({ cell: 'bed-1', onset: 2, detectedAt: 3, clearedAt: 50 })
export const house = anomaly({ cell: 'house', sensor: 'humidity', onset: 5, detectedAt: 6 })

const minute = 60_000

/** The function that tracks incidents, over one store for all tests and a garden of its own for each. */
export function trackedGarden() {
  const eventBridge = new EventBridgeClient({ region: 'local' })
  const bus = mockClient(eventBridge)
  let running: TestStore
  let site = ''
  let sites = 0

  async function renew(): Promise<void> {
    sites += 1
    site = `garden-${sites}`
    const own = Site.parse({ ...garden, site })
    await saveSite(running.store, own, [...cellsOf(own).values()])
  }

  beforeAll(async () => {
    running = await startTestStore()
  })
  afterAll(() => running.stop())
  beforeEach(async () => {
    bus.reset()
    bus.on(PutEventsCommand).resolves({})
    await renew()
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
        const { occasion, incident } = JSON.parse(Detail) as {
          occasion: string
          incident: Incident
        }
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

  return {
    ...{ bus, renew, ports, here, record, tick, track, told, all, only },
    store: () => running.store,
    site: () => site,
  }
}
