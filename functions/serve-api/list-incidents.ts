import type { IncidentPage, IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import type { Severity } from '#domain/severity.ts'
import { type HistoryPlace, readUnresolved, walkHistory } from '#store/incidents.ts'
import { listSites } from '#store/sites.ts'
import { comparePlaces, placeOf, readCursor, writeCursor } from './incident-place.ts'
import type { Ports } from './ports.ts'
import { summariseIncident } from './summarise-incident.ts'

export interface IncidentFilter {
  readonly status: 'open' | 'acknowledged' | 'resolved' | 'unresolved' | 'all'
  readonly severity?: Severity | undefined
  readonly site?: string | undefined
}

export interface IncidentQuery extends IncidentFilter {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A filter that finds little must not make one request read everything. */
const mostLookedAt = 1_000

/** Unresolved ones first, worst and newest first; then what is past, newest first. */
export async function listIncidents(ports: Ports, query: IncidentQuery): Promise<IncidentPage> {
  const after = readCursor(query.cursor)
  if (after?.kind === 'history') return addPast(ports, query, [], after)
  const unresolved = await listUnresolved(ports, query)
  const left = after
    ? unresolved.filter((one) => comparePlaces(after, placeOf(one)) < 0)
    : unresolved
  const items = left.slice(0, query.limit).map(summariseIncident)
  const last = left[query.limit - 1]
  const withPast = query.status === 'resolved' || query.status === 'all'
  if (last && (withPast || left.length > query.limit))
    return { items, next: writeCursor(placeOf(last)) }
  return withPast ? addPast(ports, query, items, undefined) : { items, next: null }
}

export async function listUnresolved(
  { store }: Pick<Ports, 'store'>,
  filter: IncidentFilter,
): Promise<Incident[]> {
  if (filter.status === 'resolved') return []
  const sites = filter.site ? [filter.site] : await listSites(store)
  const incidents = (await Promise.all(sites.map((site) => readUnresolved(store, site)))).flat()
  return incidents
    .filter((incident) => incident.state.status !== 'resolved' && wanted(incident, filter))
    .sort((a, b) => comparePlaces(placeOf(a), placeOf(b)))
}

function wanted(incident: Incident, { status, severity, site }: IncidentFilter): boolean {
  if (severity && incident.severity !== severity) return false
  if (site && incident.site !== site) return false
  return (
    status === 'all' ||
    status === incident.state.status ||
    (status === 'unresolved' && incident.state.status !== 'resolved')
  )
}

async function addPast(
  { store }: Ports,
  query: IncidentQuery,
  items: IncidentSummary[],
  after: HistoryPlace | undefined,
): Promise<IncidentPage> {
  let last: HistoryPlace | undefined
  let lookedAt = 0
  for await (const { incident, place } of walkHistory(store, after)) {
    if (last && (items.length >= query.limit || lookedAt === mostLookedAt))
      return { items, next: writeCursor({ kind: 'history', ...last }) }
    if (incident.state.status === 'resolved' && wanted(incident, query))
      items.push(summariseIncident(incident))
    last = place
    lookedAt += 1
  }
  return { items, next: null }
}
