import type { Item } from './items.ts'

const daySeconds = 86_400

/** How long telemetry is kept, counted from its writing: a recording of last year is not gone at once. */
export const keptDays = { journal: 1, pages: 90, hours: 730 } as const

/** DynamoDB deletes what is past its `ttl` within a few days. */
export function expiresAfter(days: number): Item {
  return { ttl: { N: String(Math.floor(Date.now() / 1000) + days * daySeconds) } }
}

/** Until it is deleted, what has expired is not shown. */
export function hasExpired(item: Item, now: number): boolean {
  const ttl = item['ttl']?.N
  return ttl !== undefined && Number(ttl) * 1000 <= now
}
