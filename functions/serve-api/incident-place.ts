import type { HistoryPlace } from '#store/incident-index.ts'
import { badCursor } from './problems.ts'

/** Where a page of incidents ended: among the unresolved, or among all there has been. */
export type IncidentPlace =
  | { readonly kind: 'unresolved'; readonly key: string }
  | ({ readonly kind: 'history' } & HistoryPlace)

/** Before all there has been: no month is later. */
export const beginOfHistory: IncidentPlace = { kind: 'history', month: '999912', key: '' }

export function writeCursor(place: IncidentPlace): string {
  return place.kind === 'unresolved' ? `u/${place.key}` : `h/${place.month}/${place.key}`
}

export function readCursor(cursor: string | undefined): IncidentPlace | undefined {
  if (cursor === undefined) return undefined
  const [, open] = /^u\/(\d~\d{14}~.+)$/.exec(cursor) ?? []
  if (open) return { kind: 'unresolved', key: open }
  const [, month, key] = /^h\/(\d{6})\/(\d{14}~.+|)$/.exec(cursor) ?? []
  if (month !== undefined && key !== undefined) return { kind: 'history', month, key }
  throw badCursor(cursor, 'or was changed; pass next as it came')
}
