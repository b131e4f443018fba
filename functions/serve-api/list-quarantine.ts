import type { QuarantineItem, QuarantinePage } from '#domain/api/quarantine.ts'
import { type QuarantinePlace, walkQuarantine } from '#store/quarantine.ts'
import type { Ports } from './ports.ts'
import { badCursor } from './problems.ts'

export interface QuarantineQuery {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** Newest first. The cursor is the place of the last item on the page before. */
export async function listQuarantine(
  { store }: Ports,
  { cursor, limit }: QuarantineQuery,
): Promise<QuarantinePage> {
  const items: QuarantineItem[] = []
  let last: QuarantinePlace | undefined
  for await (const { item, place } of walkQuarantine(store, readCursor(cursor))) {
    if (last && items.length === limit) return { items, next: writeCursor(last) }
    items.push(item)
    last = place
  }
  return { items, next: null }
}

function writeCursor({ day, key, count }: QuarantinePlace): string {
  return `${day}/${count}/${key}`
}

function readCursor(cursor: string | undefined): QuarantinePlace | undefined {
  if (cursor === undefined) return undefined
  const [, day, count, key] = /^(\d{8})\/(\d{1,4})\/(\d{14}~.+)$/.exec(cursor) ?? []
  if (!day || !key) throw badCursor(cursor, 'or was changed; pass next as it came')
  return { day, key, count: Number(count) }
}
