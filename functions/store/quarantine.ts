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
  /** Of the event that carried it: the same again after a redelivery. */
  readonly id: string
  readonly at: number
  readonly items: readonly QuarantineItem[]
}

/** One item a frame, however many of its readings were refused; a day's entry so that reading finds the day. */
export function quarantinePuts(store: OpsStore, entry: QuarantineEntry): Put[] {
  return [
    {
      table: store.opsTable,
      item: documentItem(opsKeys.quarantine(entry.at, entry.id), 1, entry.items),
    },
    { table: store.opsTable, item: documentItem(opsKeys.quarantineDay(entry.at), 1, {}) },
  ]
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
