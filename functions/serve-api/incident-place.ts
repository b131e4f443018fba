import type { Incident } from '#domain/incidents/incident.ts'
import { severityRank } from '#domain/severity.ts'
import type { HistoryPlace } from '#store/incidents.ts'
import { badCursor } from './problems.ts'

export interface UnresolvedPlace {
  readonly kind: 'unresolved'
  readonly rank: number
  readonly openedAt: number
  readonly id: string
}

/** Where a page of incidents ended: among the unresolved, or among all there has been. */
export type IncidentPlace = UnresolvedPlace | ({ readonly kind: 'history' } & HistoryPlace)

export function placeOf({ severity, openedAt, id }: Incident): UnresolvedPlace {
  return { kind: 'unresolved', rank: severityRank(severity), openedAt, id }
}

/** The worst first, then the newest. */
export function comparePlaces(a: UnresolvedPlace, b: UnresolvedPlace): number {
  const byName = a.id < b.id ? -1 : 1
  return a.rank - b.rank || b.openedAt - a.openedAt || (a.id === b.id ? 0 : byName)
}

export function writeCursor(place: IncidentPlace): string {
  return place.kind === 'unresolved'
    ? `u/${place.rank}/${place.openedAt}/${place.id}`
    : `h/${place.month}/${place.key}`
}

export function readCursor(cursor: string | undefined): IncidentPlace | undefined {
  if (cursor === undefined) return undefined
  const [, rank, openedAt, id] = /^u\/(\d)\/(\d{1,16})\/(.+)$/.exec(cursor) ?? []
  if (id) return { kind: 'unresolved', rank: Number(rank), openedAt: Number(openedAt), id }
  const [, month, key] = /^h\/(\d{6})\/(\d{14}~.+)$/.exec(cursor) ?? []
  if (month && key) return { kind: 'history', month, key }
  throw badCursor(cursor, 'or was changed; pass next as it came')
}
