import type { AuditEntry } from '#domain/audit.ts'
import { type AuditPlace, walkAudit } from '#store/audit.ts'
import type { Ports } from './ports.ts'
import { badCursor } from './problems.ts'

interface AuditQuery {
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly by?: string | undefined
  readonly subject?: string | undefined
  readonly action?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A filter that finds little must not make one request read everything. */
const mostLookedAt = 1_000

export async function listAudit({ store }: Ports, query: AuditQuery) {
  const items: AuditEntry[] = []
  let last: AuditPlace | undefined
  let lookedAt = 0
  for await (const { entry, place } of walkAudit(store, readCursor(query.cursor), query.to)) {
    if (entry.at < (query.from ?? 0)) break
    if (last && (items.length === query.limit || lookedAt === mostLookedAt))
      return { items, next: `${last.day}/${last.key}` }
    if (isWanted(entry, query)) items.push(entry)
    last = place
    lookedAt += 1
  }
  return { items, next: null }
}

function isWanted(entry: AuditEntry, query: AuditQuery): boolean {
  const fields = ['by', 'subject', 'action'] as const
  if (query.to !== undefined && entry.at > query.to) return false
  return fields.every((field) => query[field] === undefined || query[field] === entry[field])
}

function readCursor(cursor: string | undefined): AuditPlace | undefined {
  if (cursor === undefined) return undefined
  const [, day, key] = /^(\d{8})\/(\d{14}~.+)$/s.exec(cursor) ?? []
  if (!day || !key) throw badCursor(cursor, 'or was changed; pass next as it came')
  return { day, key }
}
