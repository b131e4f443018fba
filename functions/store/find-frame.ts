import { QuarantineItem } from '#domain/api/quarantine.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { decodeCellInputs } from '#domain/codec/cell-inputs.ts'
import { Notice } from '#domain/notify/notice.ts'
import { queryItems, readBinary, readText, walkDown } from './items.ts'
import { cellName, opsKeys, telemetryKeys } from './keys.ts'
import type { OpsStore, TelemetryStore } from './store.ts'

export interface JournalledFrame {
  readonly frame: Extract<CellInput, { kind: 'frame' }>
  /** Epoch milliseconds, to the second. */
  readonly storedAt: number
}

const journalMilliseconds = 86_400_000
const dayMilliseconds = 86_400_000

/** Where a cell's journal, which is kept a day, has a frame for the last time. */
export async function findInJournal(
  store: TelemetryStore,
  site: string,
  cell: string,
  frame: string,
): Promise<JournalledFrame | undefined> {
  const { pk } = telemetryKeys.journal(cellName(site, cell), 0)
  for await (const item of walkDown(store, store.telemetryTable, pk)) {
    const inputs = decodeCellInputs(readBinary(item, 'inputs'))
    const found = inputs.find((input) => input.kind === 'frame' && input.frame === frame)
    if (found?.kind === 'frame')
      return { frame: found, storedAt: Number(item['ttl']?.N) * 1000 - journalMilliseconds }
  }
  return undefined
}

/** What was refused of a frame on the day of a moment and the day before. */
export async function findInQuarantine(
  store: OpsStore,
  wanted: { readonly site: string; readonly cell: string; readonly frame: string },
  at: number,
  most: number,
): Promise<QuarantineItem[]> {
  const found: QuarantineItem[] = []
  for (const day of [at, at - dayMilliseconds])
    for await (const entry of walkDown(store, store.opsTable, opsKeys.quarantine(day, '').pk)) {
      const items = QuarantineItem.array().parse(JSON.parse(readText(entry, 'body')))
      found.push(...items.filter((item) => isOf(item, wanted)))
      if (found.length >= most) return found.slice(0, most)
    }
  return found
}

function isOf(
  item: QuarantineItem,
  { site, cell, frame }: { readonly site: string; readonly cell: string; readonly frame: string },
): boolean {
  return item.frame === frame && item.site === site && item.cell === cell
}

/** On which occasions people were told of an incident. */
export async function readNotifications(
  store: OpsStore,
  incident: string,
): Promise<Array<{ readonly occasion: string; readonly at: number }>> {
  const items = await queryItems(store, store.opsTable, opsKeys.noticeDecision(incident).pk)
  return items.flatMap((item) => {
    const [sk, body] = [readText(item, 'sk'), JSON.parse(readText(item, 'body')) as { at: number }]
    if (sk === 'DECISION') return []
    // Before there were notices an item stood for each occasion that was told.
    if (!sk.startsWith('NOTICE#')) return [{ occasion: sk.replace(/#\d+$/, ''), at: body.at }]
    const { cause, state } = Notice.parse(body)
    return state.status === 'sent' ? [{ occasion: cause, at: state.at }] : []
  })
}
