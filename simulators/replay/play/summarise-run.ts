import { createApiClient } from '#api-client/client.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { readSiteAnomalies } from '#store/anomalies.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import type { Played } from './publish-trace.ts'

export interface RunSummary {
  readonly frames: number
  readonly readings: number
  /** Frames that the bus would not take. */
  readonly refused: number
  /** Readings that could not be stored; the quarantine says why. */
  readonly quarantined: number
  readonly anomalies: number
  readonly incidents: ReadonlyArray<Omit<IncidentSummary, 'version'>>
}

const dayMilliseconds = 86_400_000

/** What a run left in its own store: nothing in it depends on how the run was cut into batches. */
export async function summariseRun(
  origin: string,
  sites: readonly string[],
  played: Played,
): Promise<RunSummary> {
  const api = createApiClient(origin)
  const { readings } = await api('health')
  const store = openStore({ opsTable: requiredSetting('OPS_TABLE') })
  const found = await Promise.all(
    sites.map((site) => readSiteAnomalies(store, site, played.from - dayMilliseconds, played.to)),
  )
  store.client.destroy()
  return {
    frames: played.frames,
    readings: played.readings,
    refused: played.refused,
    quarantined: readings.quarantined,
    anomalies: found.reduce((sum, anomalies) => sum + anomalies.size, 0),
    incidents: await listAll(api),
  }
}

async function listAll(api: ReturnType<typeof createApiClient>) {
  const incidents: Array<Omit<IncidentSummary, 'version'>> = []
  let cursor: string | undefined
  do {
    const page = await api('incidents', { query: { limit: 500, ...(cursor ? { cursor } : {}) } })
    // How often an incident was saved depends on the batches; what it says does not.
    incidents.push(...page.items.map(({ version: _, ...rest }) => rest))
    cursor = page.next ?? undefined
  } while (cursor)
  return incidents.sort((a, b) =>
    a.openedAt === b.openedAt ? order(a.id, b.id) : order(a.openedAt, b.openedAt),
  )
}

function order(a: string, b: string): number {
  return a < b ? -1 : 1
}
