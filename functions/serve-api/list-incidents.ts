import type { IncidentPage, IncidentSummary } from '#domain/api/incidents.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import type { Severity } from '#domain/severity.ts'
import {
  type HistoryPlace,
  type PastIncident,
  readUnresolvedPage,
  walkHistory,
} from '#store/incident-index.ts'
import { readIncident } from '#store/incidents.ts'
import { beginOfHistory, readCursor, writeCursor } from './incident-place.ts'
import type { Ports } from './ports.ts'

export interface IncidentFilter {
  readonly status: IncidentSummary['status'] | 'unresolved' | 'all'
  readonly severity?: Severity | undefined
  readonly site?: string | undefined
  readonly cell?: string | undefined
  readonly owner?: string | undefined
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
  const items: IncidentSummary[] = []
  if (query.status !== 'resolved') {
    const next = await addUnresolved(ports, query, items, after?.key)
    if (next) return { items, next }
  }
  const withPast = query.status === 'resolved' || query.status === 'all'
  if (withPast && items.length === query.limit) return { items, next: writeCursor(beginOfHistory) }
  return withPast ? addPast(ports, query, items, undefined) : { items, next: null }
}

/** The cursor of the next page, or null where there are no more. */
async function addUnresolved(
  { store }: Ports,
  query: IncidentQuery,
  items: IncidentSummary[],
  after: string | undefined,
): Promise<string | null> {
  let last = after
  for (let lookedAt = 0; ; ) {
    const page = await readUnresolvedPage(store, query.site ?? null, last, query.limit)
    for (const { key, summary } of page) {
      if (items.length === query.limit) return writeCursor({ kind: 'unresolved', key: last ?? '' })
      if (isWanted(summary, query)) items.push(summary)
      last = key
    }
    lookedAt += page.length
    if (page.length === 0) return null
    if (lookedAt >= mostLookedAt) return writeCursor({ kind: 'unresolved', key: last ?? '' })
  }
}

/** All that is not over and calls somebody. */
export async function listUnresolved({ store }: Pick<Ports, 'store'>): Promise<IncidentSummary[]> {
  const listed = await readUnresolvedPage(store, null, undefined)
  return listed.map(({ summary }) => summary).filter(({ status }) => status !== 'pending')
}

function isWanted(summary: IncidentSummary, query: IncidentFilter): boolean {
  const { status, severity, site, cell, owner } = query
  if (severity && summary.severity !== severity) return false
  if (site && summary.site !== site) return false
  if (cell && summary.cell !== cell) return false
  if (owner && summary.owner !== owner) return false
  if (status === 'unresolved') return summary.status !== 'resolved' && summary.status !== 'pending'
  return status === 'all' || status === summary.status
}

async function addPast(
  { store }: Ports,
  query: IncidentQuery,
  items: IncidentSummary[],
  after: HistoryPlace | undefined,
): Promise<IncidentPage> {
  let last: HistoryPlace | undefined
  let lookedAt = 0
  for await (const past of walkHistory(store, query.site ?? null, after)) {
    if (last && (items.length >= query.limit || lookedAt === mostLookedAt))
      return { items, next: writeCursor({ kind: 'history', ...last }) }
    const summary = await lineOf({ store }, past)
    if (summary?.status === 'resolved' && isWanted(summary, query)) items.push(summary)
    last = past.place
    lookedAt += 1
  }
  return { items, next: null }
}

async function lineOf(
  { store }: Pick<Ports, 'store'>,
  { id, summary }: PastIncident,
): Promise<IncidentSummary | undefined> {
  if (summary) return summary
  const incident = await readIncident(store, id)
  return incident && summariseIncident(incident)
}
