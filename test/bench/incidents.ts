import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncidentPage } from '#domain/api/incidents.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { Severity } from '#domain/severity.ts'
import { createApp } from '#functions/serve-api/create-app.ts'
import { clientSettings, tableNames } from '#simulators/cloud/environment.ts'
import { createTables } from '#simulators/cloud/store/create-tables.ts'
import { startStore } from '#simulators/cloud/store/start-store.ts'
import { listingPuts } from '#store/incident-index.ts'
import { documentItem, putAll } from '#store/items.ts'
import { opsKeys } from '#store/keys.ts'
import { saveSite } from '#store/sites.ts'
import { openStore, type PeopleStore } from '#store/store.ts'
import { anomaly, start } from '#test/support/anomalies.ts'
import { cellsOf, garden } from '#test/support/sites.ts'
import { track } from '#test/support/tracking.ts'

const hour = 3_600_000
const pastByDefault = 1_000_000
const openIncidents = 1_000
const sites = 16
const spanHours = 36 * 30 * 24
const chunk = 2_000
const requestsEach = 100

/**
 * `npm run bench -- incidents [--past=N]`: lists of 1,000 open and a million past incidents at 16 sites, through
 * serve-api on the embedded store, with the store calls of each. Of the past there are the lines of all lists and nothing
 * else: a list reads nothing else.
 */
export async function benchIncidents(flags: readonly string[]) {
  const asked = flags.find((flag) => flag.startsWith('--past='))?.slice('--past='.length)
  const past = Number(asked ?? pastByDefault)
  const folder = await mkdtemp(join(tmpdir(), 'hyphae-bench-'))
  const running = await startStore(folder)
  const tables = Object.values(tableNames)
  await createTables(running.endpoint, tables)
  Object.assign(process.env, clientSettings({ store: running.endpoint, bus: running.endpoint }))
  const { telemetry, ops, subjects } = tableNames
  const store = openStore({ telemetryTable: telemetry, opsTable: ops, subjectsTable: subjects })
  const counted = countCalls(store)
  const read = openLists(store)
  try {
    await registerSites(store)
    await fill(store, past)
    return { past, open: openIncidents, ...(await measureLists(read, counted)) }
  } finally {
    await running.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Before the first call: the client remembers how it calls. */
function countCalls(store: PeopleStore): { calls: number } {
  const counted = { calls: 0 }
  store.client.middlewareStack.add(
    (next) => async (args) => {
      counted.calls += 1
      return next(args)
    },
    { step: 'initialize', name: 'countCalls' },
  )
  return counted
}

async function registerSites(store: PeopleStore): Promise<void> {
  for (let number = 0; number < sites; number += 1) {
    const site = { ...garden, site: `site-${number}` }
    await saveSite(store, site, [...cellsOf(site).values()])
  }
}

async function fill(store: PeopleStore, past: number): Promise<void> {
  const model = modelIncident()
  for (let first = 0; first < past + openIncidents; first += chunk) {
    const length = Math.min(chunk, past + openIncidents - first)
    const incidents = Array.from({ length }, (_, index) => incidentAt(model, first + index, past))
    const months = incidents.map(({ openedAt }) => ({
      table: store.opsTable,
      item: documentItem(opsKeys.historyMonth(openedAt), 1, {}),
    }))
    await putAll(store, [
      ...months,
      ...incidents.flatMap((incident) => listingPuts(store, incident)),
    ])
    if (first % 50_000 === 0) process.stderr.write(`${first} of ${past} incidents stored\n`)
  }
}

function modelIncident(): Incident {
  const told = ['temperature', 'humidity'].map((sensor) =>
    anomaly({ cell: 'pump', sensor, onset: 0 }),
  )
  const { incidents } = track(told.map((one) => ({ kind: 'anomaly', anomaly: one })))
  const [incident] = incidents.values()
  if (!incident) throw new Error('The model world has no incident.')
  return incident
}

/** The past in even steps over three years, the open ones after it. */
function incidentAt(model: Incident, number: number, past: number): Incident {
  const openedAt = start + Math.floor((number / past) * spanHours) * hour
  const site = `site-${number % sites}`
  const severity = Severity.options[number % 3] ?? 'warning'
  const own = { ...model, id: `inc-${site}.pump.t@${number.toString(36)}~rarity`, site, severity }
  const state: Incident['state'] =
    number < past
      ? { status: 'resolved', resolvedBy: 'hyphae', resolvedAt: openedAt + hour }
      : { status: 'open' }
  return { ...own, openedAt, updatedAt: openedAt, state }
}

type ReadList = (query: string) => Promise<IncidentPage>

function openLists(store: PeopleStore): ReadList {
  const receivers = { webhookUrl: '', hasMailbox: false }
  const app = createApp(
    {
      store,
      bus: { name: 'none' } as never,
      now: Date.now,
      readTransit: async () => null,
      receivers,
    },
    {
      issuer: 'https://issuer.test',
      audience: 'none',
      anonymousRole: 'viewer',
      requestsPerSecond: 100_000,
    },
    (message, detail) => process.stderr.write(`${message} ${JSON.stringify(detail)}\n`),
  )
  return async (query) => {
    const answer = await app.request(`/api/v1/incidents?${query}`)
    if (answer.status !== 200) throw new Error(`${query}: ${await answer.text()}`)
    return (await answer.json()) as IncidentPage
  }
}

async function measureLists(read: ReadList, counted: { calls: number }) {
  const lists = await listsOf(read)
  const found: Record<string, { p95Ms: number; storeCalls: number }> = {}
  for (const [name, query] of Object.entries(lists)) {
    const times: number[] = []
    counted.calls = 0
    for (let index = 0; index < requestsEach; index += 1) {
      const before = performance.now()
      await read(query)
      times.push(performance.now() - before)
    }
    found[name] = { p95Ms: percentile95(times), storeCalls: counted.calls / requestsEach }
  }
  return { p95Ms: Math.max(...Object.values(found).map(({ p95Ms }) => p95Ms)), lists: found }
}

/** What people ask for: the first page, one site's, one status, and pages far behind. */
async function listsOf(read: ReadList) {
  const second = (await read('limit=100')).next ?? ''
  const past = (await read('status=resolved&limit=100')).next ?? ''
  return {
    first: 'limit=100',
    second: `limit=100&cursor=${encodeURIComponent(second)}`,
    unresolved: 'status=unresolved&limit=100',
    ofOneSite: 'site=site-3&limit=100',
    critical: 'status=unresolved&severity=critical&limit=100',
    past: 'status=resolved&limit=100',
    pastSecond: `status=resolved&limit=100&cursor=${encodeURIComponent(past)}`,
    pastOfOneSite: 'status=resolved&site=site-3&limit=100',
    longPast: `status=resolved&limit=100&cursor=${encodeURIComponent('h/202705/99999999999999~x')}`,
  }
}

function percentile95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length * 0.95)] ?? 0) * 10) / 10
}
