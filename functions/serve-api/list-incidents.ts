import type { IncidentPage, IncidentSummary } from '#domain/api/incidents.ts'
import { assertNever } from '#domain/assert-never.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { type Severity, severityRank } from '#domain/severity.ts'
import { monthsBetween, readHistoryMonth, readUnresolved } from '#store/incidents.ts'
import { listSites } from '#store/sites.ts'
import type { Ports } from './ports.ts'
import { RequestProblem } from './problems.ts'

export interface IncidentQuery {
  readonly status: 'open' | 'acknowledged' | 'resolved' | 'unresolved' | 'all'
  readonly severity?: Severity | undefined
  readonly site?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** No recording is older than this. */
const earliest = Date.UTC(2000, 0, 1)

export function summariseIncident(incident: Incident): IncidentSummary {
  return {
    id: incident.id,
    version: incident.version,
    status: incident.state.status,
    severity: incident.severity,
    site: incident.site,
    cell: incident.rootCell,
    place: incident.rootCellName,
    title: incident.title,
    openedAt: new Date(incident.openedAt).toISOString(),
    updatedAt: new Date(incident.updatedAt).toISOString(),
    owner: ownerOf(incident),
    sensors: incident.cells.reduce((sum, cell) => sum + cell.sensors, 0),
    downstreamCells: incident.cells.filter((cell) => cell.downstream).length,
  }
}

function ownerOf({ state }: Incident): string | null {
  switch (state.status) {
    case 'open':
      return null
    case 'acknowledged':
      return state.acknowledgedBy
    case 'resolved':
      return state.resolvedBy
    default:
      return assertNever(state)
  }
}

/** Unresolved ones first, worst and newest first; then what is past, newest first. */
export async function listIncidents(ports: Ports, query: IncidentQuery): Promise<IncidentPage> {
  const items: IncidentSummary[] = []
  if (query.status !== 'resolved' && query.cursor === undefined)
    items.push(...(await listUnresolved(ports, query)))
  if (query.status !== 'resolved' && query.status !== 'all') return { items, next: null }
  return addPast(ports, query, items)
}

async function listUnresolved({ store }: Ports, query: IncidentQuery): Promise<IncidentSummary[]> {
  const sites = query.site ? [query.site] : await listSites(store)
  const incidents = (await Promise.all(sites.map((site) => readUnresolved(store, site)))).flat()
  return incidents
    .filter((incident) => incident.state.status !== 'resolved' && wanted(incident, query))
    .sort(
      (a, b) =>
        severityRank(a.severity) - severityRank(b.severity) ||
        b.openedAt - a.openedAt ||
        (a.id < b.id ? -1 : 1),
    )
    .map(summariseIncident)
}

function wanted(incident: Incident, query: IncidentQuery): boolean {
  const { status } = query
  if (query.severity && incident.severity !== query.severity) return false
  if (query.site && incident.site !== query.site) return false
  return (
    status === 'all' ||
    status === incident.state.status ||
    (status === 'unresolved' && incident.state.status !== 'resolved')
  )
}

/** The cursor is a month and the key of the last incident read in it. */
async function addPast(
  { store, now }: Ports,
  query: IncidentQuery,
  items: IncidentSummary[],
): Promise<IncidentPage> {
  const [month, before] = readCursor(query.cursor)
  const months = monthsBetween(earliest, now() + 86_400_000)
    .reverse()
    .filter((candidate) => month === undefined || candidate <= month)
  for (const candidate of months) {
    const found = await readHistoryMonth(
      store,
      candidate,
      candidate === month ? before : undefined,
      query.limit,
    )
    for (const { key, incident } of found) {
      if (incident.state.status === 'resolved' && wanted(incident, query))
        items.push(summariseIncident(incident))
      if (items.length >= query.limit) return { items, next: `${candidate}/${key}` }
    }
    if (found.length === query.limit) return { items, next: `${candidate}/${found.at(-1)?.key}` }
  }
  return { items, next: null }
}

function readCursor(cursor: string | undefined): [string | undefined, string | undefined] {
  if (cursor === undefined) return [undefined, undefined]
  const [month, key] = cursor.split('/')
  if (!month || !key || !/^\d{6}$/.test(month))
    throw new RequestProblem(
      400,
      'Bad cursor',
      `cursor "${cursor.slice(0, 80)}" is none of ours; pass next as it came.`,
    )
  return [month, key]
}
