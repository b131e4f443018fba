import { QuarantineItem } from '#domain/api/quarantine.ts'
import {
  documentItem,
  getItem,
  type Item,
  type Put,
  queryItems,
  readText,
  walkDown,
} from './items.ts'
import { opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

export interface QuarantineEntry {
  /** Of the record that carried it: the same again after a redelivery. Sorts as records came. */
  readonly id: string
  readonly at: number
  readonly items: readonly QuarantineItem[]
}

/** Below DynamoDB's largest item of 400 kB, its keys included. */
const largestBody = 350_000

/** As few items as hold all that a frame's readings were refused for; a day's entry so that reading finds the day. */
export function quarantinePuts(store: OpsStore, entry: QuarantineEntry): Put[] {
  const parts = partsOf(entry.items)
  return [
    ...parts.map((items, index) => ({
      table: store.opsTable,
      item: documentItem(
        opsKeys.quarantine(entry.at, partId(entry.id, parts.length - 1 - index)),
        1,
        items,
      ),
    })),
    { table: store.opsTable, item: documentItem(opsKeys.quarantineDay(entry.at), 1, {}) },
  ]
}

/** Counted down, since the highest key is read first. */
function partId(id: string, partsAfter: number): string {
  return partsAfter === 0 ? id : `${id}~${String(partsAfter).padStart(4, '0')}`
}

function partsOf(items: readonly QuarantineItem[]): QuarantineItem[][] {
  const parts: QuarantineItem[][] = []
  let bytes = 0
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1
    const current = parts.at(-1)
    if (current && bytes + size <= largestBody) {
      current.push(item)
      bytes += size
    } else {
      parts.push([item])
      bytes = size
    }
  }
  return parts
}

export interface QuarantinePlace {
  readonly day: string
  /** The entry's sort key. */
  readonly key: string
  /** How many of the entry's items come before, this one included. */
  readonly count: number
}

/** Newest first, from behind `after` on. */
export async function* walkQuarantine(
  store: OpsStore,
  after: QuarantinePlace | undefined,
): AsyncGenerator<{ readonly item: QuarantineItem; readonly place: QuarantinePlace }> {
  if (after) yield* restOfEntry(store, after)
  const days = await queryItems(store, store.opsTable, 'QDAYS', {
    ...(after ? { to: after.day } : {}),
    descending: true,
  })
  for (const day of days.map((item) => readText(item, 'sk'))) {
    const before = day === after?.day ? after.key : undefined
    for await (const entry of walkDown(store, store.opsTable, `Q#${day}`, before))
      yield* itemsOf(entry, day, 0)
  }
}

async function* restOfEntry(store: OpsStore, { day, key, count }: QuarantinePlace) {
  const entry = await getItem(store, store.opsTable, { pk: `Q#${day}`, sk: key })
  if (entry) yield* itemsOf(entry, day, count)
}

function* itemsOf(entry: Item, day: string, from: number) {
  const key = readText(entry, 'sk')
  const items = QuarantineItem.array().parse(JSON.parse(readText(entry, 'body')))
  for (const [index, item] of items.slice(from).entries())
    yield { item, place: { day, key, count: from + index + 1 } }
}
