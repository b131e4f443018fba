import { documentItem, putAll, queryItems, readText } from './items.ts'
import type { Key } from './keys.ts'
import type { QuarantinePlace } from './quarantine.ts'
import type { OpsStore } from './store.ts'

/** Beside the day's quarantine, which itself is never changed. */
function redrivenKey({ day, key, count }: QuarantinePlace): Key {
  return { pk: `QR#${day}`, sk: `${key}#${count}` }
}

/** What of a day's quarantine was sent again already. */
export async function readRedriven(store: OpsStore, day: string): Promise<ReadonlySet<string>> {
  const { pk } = redrivenKey({ day, key: '', count: 0 })
  const items = await queryItems(store, store.opsTable, pk, { keysOnly: true })
  return new Set(items.map((item) => readText(item, 'sk')))
}

export function wasRedriven(redriven: ReadonlySet<string>, place: QuarantinePlace): boolean {
  return redriven.has(redrivenKey(place).sk)
}

export async function markRedriven(
  store: OpsStore,
  place: QuarantinePlace,
  at: number,
): Promise<void> {
  const item = documentItem(redrivenKey(place), 1, { at })
  await putAll(store, [{ table: store.opsTable, item }])
}
