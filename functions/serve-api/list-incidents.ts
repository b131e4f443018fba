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
import { badCursor } from './problems.ts'
import { readSuppress, type Suppress } from './suppress.ts'

export interface IncidentFilter {
  readonly status: IncidentSummary['status'] | 'unresolved' | 'all'
  readonly severity?: Severity | undefined
  readonly site?: string | undefined
  readonly cell?: string | undefined
  readonly owner?: string | undefined
  readonly suppressed?: boolean | undefined
}

export interface IncidentQuery extends IncidentFilter {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A query, what it has found so far, and what a line is when it is asked for now. */
interface Search {
  readonly query: IncidentQuery
  readonly items: IncidentSummary[]
  readonly suppress: Suppress
}

/** A filter that finds little must not make one request read everything. */
const mostLookedAt = 1_000

/** Unresolved ones first, worst and newest first; then what is past, newest first. */
export async function listIncidents(ports: Ports, query: IncidentQuery): Promise<IncidentPage> {
  const after = readCursor(query.cursor)
  const search: Search = { query, items: [], suppress: await readSuppress(ports) }
  const { items } = search
  if (after?.kind === 'history') {
    if (!hasPast(query)) throw badCursor(query.cursor ?? '', 'or of another list; leave it out')
    return addPast(ports, search, after)
  }
  if (query.status !== 'resolved') {
    const next = await addUnresolved(ports, search, after?.key)
    if (next) return { items, next }
  }
  const withPast = hasPast(query)
  if (withPast && items.length === query.limit) return { items, next: writeCursor(beginOfHistory) }
  return withPast ? addPast(ports, search, undefined) : { items, next: null }
}

function hasPast({ status }: IncidentFilter): boolean {
  return status === 'resolved' || status === 'all'
}

/** The cursor of the next page, or null where there are no more. */
async function addUnresolved(
  { store }: Ports,
  search: Search,
  after: string | undefined,
): Promise<string | null> {
  const { query, items } = search
  let last = after
  for (let lookedAt = 0; lookedAt < mostLookedAt; ) {
    const page = await readUnresolvedPage(store, query.site ?? null, last, query.limit)
    if (page.length === 0) return null
    for (const { key, summary } of page) {
      if (items.length === query.limit) return placeOf(last)
      add(search, summary)
      last = key
    }
    lookedAt += page.length
  }
  return placeOf(last)
}

function placeOf(key: string | undefined): string {
  return writeCursor({ kind: 'unresolved', key: key ?? '' })
}

function add({ query, items, suppress }: Search, summary: IncidentSummary): void {
  const line = suppress(summary)
  if (isWanted(line, query)) items.push(line)
}

/** All that is not over, suppressed or not, and not merely seen. */
export async function listUnresolved({ store }: Pick<Ports, 'store'>, suppress: Suppress) {
  const listed = await readUnresolvedPage(store, null, undefined)
  return listed.map(({ summary }) => suppress(summary)).filter(({ status }) => status !== 'pending')
}

function isWanted(summary: IncidentSummary, query: IncidentFilter): boolean {
  const { status, suppressed } = query
  const named = ['severity', 'site', 'cell', 'owner'] as const
  if (named.some((field) => query[field] && summary[field] !== query[field])) return false
  if (suppressed !== undefined && (summary.suppressed !== null) !== suppressed) return false
  if (status === 'unresolved') return summary.status !== 'resolved' && summary.status !== 'pending'
  return status === 'all' || status === summary.status
}

async function addPast(
  { store }: Ports,
  search: Search,
  after: HistoryPlace | undefined,
): Promise<IncidentPage> {
  const { query, items } = search
  let last: HistoryPlace | undefined
  let lookedAt = 0
  for await (const past of walkHistory(store, query.site ?? null, after)) {
    if (last && (items.length >= query.limit || lookedAt === mostLookedAt))
      return { items, next: writeCursor({ kind: 'history', ...last }) }
    const summary = await lineOf({ store }, past)
    if (summary?.status === 'resolved') add(search, summary)
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
