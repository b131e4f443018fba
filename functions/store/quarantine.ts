import { QuarantineItem } from '#domain/api/quarantine.ts'
import { documentItem, type Put, queryItems, readText } from './items.ts'
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

export interface QuarantineSlice {
  readonly items: QuarantineItem[]
  readonly next: string | null
}

/** Newest first. The cursor is the key of the last entry that was read. */
export async function readQuarantine(
  store: OpsStore,
  cursor: string | undefined,
  limit: number,
): Promise<QuarantineSlice> {
  const [cursorDay, cursorKey] = cursor?.split('/') ?? []
  const days = (await queryItems(store, store.opsTable, 'QDAYS', { descending: true }))
    .map((item) => readText(item, 'sk'))
    .filter((day) => cursorDay === undefined || day <= cursorDay)
  const items: QuarantineItem[] = []
  for (const day of days) {
    const before = day === cursorDay ? cursorKey : undefined
    const entries = await queryItems(store, store.opsTable, `Q#${day}`, {
      ...(before ? { to: before } : {}),
      descending: true,
      limit: limit + 1,
    })
    for (const item of entries) {
      const key = readText(item, 'sk')
      if (key === before) continue
      items.push(...QuarantineItem.array().parse(JSON.parse(readText(item, 'body'))))
      if (items.length >= limit) return { items, next: `${day}/${key}` }
    }
  }
  return { items, next: null }
}
