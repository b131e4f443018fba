import { rm } from 'node:fs/promises'
import type { Incident } from '#domain/incidents/incident.ts'
import { createApp } from '#functions/serve-api/create-app.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { saveIncident } from '#store/incidents.ts'
import type { PeopleStore } from '#store/store.ts'
import { anomaly, start } from './anomalies.ts'
import { gardenFile } from './sites.ts'
import { openTestIssuer } from './test-issuer.ts'
import { startTestStore } from './test-store.ts'
import { track } from './tracking.ts'

export interface SilencedGarden {
  readonly store: PeopleStore
  /** Ids of the open ones, by cell. */
  readonly incidents: ReadonlyMap<string, string>
  now(): number
  wait(milliseconds: number): void
  /** Throws what the problem says unless it is answered with 200. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  stop(): Promise<void>
}

/** The API over a real store, in which an incident is open at the pump and one at a bed, with a clock that stands still. */
export async function startSilencedGarden(): Promise<SilencedGarden> {
  const running = await startTestStore()
  let now = start + 3_600_000
  const send = async () => ({ Entries: [] })
  const bus = { client: { send }, name: 'hyphae' } as never
  const ports = { store: running.store, bus, now: () => now }
  const server = await startServer(0)
  const issuer = await openTestIssuer(server.origin)
  server.serve((request, response) => issuer.serve(request, response))
  const app = createApp(
    { ...ports, readTransit: async () => null, receivers: { webhookUrl: '', hasMailbox: false } },
    { ...issuer.settings, anonymousRole: 'viewer', requestsPerSecond: 100_000 },
    () => {},
  )
  const incidents = new Map<string, string>()
  for (const cell of ['pump', 'bed-1']) {
    const found = track([{ kind: 'anomaly', anomaly: anomaly({ cell, onset: 0 }) }]).incidents
    for (const incident of found.values()) {
      const first: Incident = { ...incident, version: 1 }
      await saveIncident(running.store, first, start, undefined)
      incidents.set(cell, incident.id)
    }
  }
  const garden: SilencedGarden = {
    store: running.store,
    incidents,
    now: () => now,
    wait(milliseconds) {
      now += milliseconds
    },
    async call(method, path, body) {
      const { by = 'Ada' } = (body ?? {}) as { by?: string }
      const token = await issuer.tokenOf(by, 'engineer', now)
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
      const text = body === undefined ? {} : { body: JSON.stringify(body) }
      const answer = await app.request(`/api/v1${path}`, { method, headers, ...text })
      const json = (await answer.json()) as { detail?: string }
      if (answer.status !== 200) throw new Error(`${answer.status}: ${json.detail}`)
      return json as never
    },
    async stop() {
      await running.stop()
      await server.stop()
      await rm(issuer.folder, { recursive: true })
    },
  }
  await garden.call('PUT', '/sites/garden', gardenFile)
  return garden
}
