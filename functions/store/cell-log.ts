import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type CellAccount, emptyAccount } from '#domain/account.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { pageOf, rowsOf } from '#domain/chart-page.ts'
import { decodeCellInputs, encodeCellInputs } from '#domain/codec/cell-inputs.ts'
import { decodeRarity, encodeRarity } from '#domain/codec/rarity.ts'
import { newRarity } from '#domain/detect/rarity-state.ts'
import type { Row } from '#domain/reading.ts'
import type { Cell } from '#domain/sensor.ts'
import { newSensorState, type SensorState } from '#domain/sensor-state.ts'
import {
  getItem,
  holds,
  type Item,
  keyItem,
  putItem,
  queryItems,
  readBinary,
  readText,
} from './items.ts'
import { cellName, telemetryKeys } from './keys.ts'
import { expiresAfter, keptDays } from './retention.ts'
import type { TelemetryStore } from './store.ts'

/** A cell's one line of history: a checkpoint and the journal since. Whoever reads both knows all. */
export interface CellHead {
  /** The last journal item that is in here. */
  readonly sequence: number
  /** By shard, the stream's sequence number up to which records are in here. */
  readonly positions: Readonly<Record<string, string>>
  readonly account: CellAccount
  readonly state: CellState
  readonly sinceCheckpoint: { readonly commits: number; readonly readings: number }
  /** Commits that had expired before they were put away: none, unless nobody ticked for a day. */
  readonly lost: number
}

export const newHead: CellHead = {
  sequence: 0,
  positions: {},
  account: emptyAccount,
  state: newCellState,
  sinceCheckpoint: { commits: 0, readings: 0 },
  lost: 0,
}

export interface Commit {
  readonly inputs: readonly CellInput[]
  readonly positions: CellHead['positions']
  readonly account: CellAccount
}

const journalVersion = 1
const checkpointVersion = 1

export async function loadHead(store: TelemetryStore, cell: Cell): Promise<CellHead> {
  const name = cellName(cell.site, cell.cell)
  const item = await getItem(store, store.telemetryTable, telemetryKeys.checkpoint(name))
  const checkpoint = item ? readCheckpoint(readBinary(item, 'data')) : newHead
  const items = await readJournal(store, cell, checkpoint)
  return items.reduce((head, next) => replay(next, cell, head), checkpoint)
}

/** Goes through what was committed after `head`, as its writer did. */
export async function followHead(
  store: TelemetryStore,
  cell: Cell,
  head: CellHead,
): Promise<CellHead> {
  const items = await readJournal(store, cell, head)
  const [first] = items
  // The journal is kept a day: whoever looks again after that begins with the checkpoint.
  if (first && sequenceOf(first) > head.sequence + 1) return loadHead(store, cell)
  return items.reduce((before, next) => replay(next, cell, before), head)
}

function readJournal(store: TelemetryStore, cell: Cell, { sequence }: CellHead): Promise<Item[]> {
  const from = telemetryKeys.journal(cellName(cell.site, cell.cell), sequence + 1)
  return queryItems(store, store.telemetryTable, from.pk, { from: from.sk })
}

function sequenceOf(item: Item): number {
  return Number(readText(item, 'sk'))
}

function replay(item: Item, cell: Cell, head: CellHead): CellHead {
  const inputs = decodeCellInputs(readBinary(item, 'inputs'))
  const rest = JSON.parse(readText(item, 'body')) as Pick<Commit, 'positions' | 'account'>
  const state = inputs.reduce((before, input) => advanceCell(before, input, cell).state, head.state)
  const next = afterCommit(head, { inputs, ...rest }, state)
  const sequence = sequenceOf(item)
  // An account is a running sum, so it stays right; what the detectors learnt from is gone.
  return { ...next, sequence, lost: head.lost + (sequence - next.sequence) }
}

export function afterCommit(head: CellHead, commit: Commit, state: CellState): CellHead {
  const readings = commit.inputs.reduce(
    (sum, input) => sum + (input.kind === 'frame' ? input.readings.length : 0),
    0,
  )
  return {
    sequence: head.sequence + 1,
    positions: commit.positions,
    account: commit.account,
    state,
    sinceCheckpoint: {
      commits: head.sinceCheckpoint.commits + 1,
      readings: head.sinceCheckpoint.readings + readings,
    },
    lost: head.lost,
  }
}

/** The one commit point. False when somebody else has written this cell since the head was read. */
export async function commitToJournal(
  store: TelemetryStore,
  cell: Cell,
  sequence: number,
  commit: Commit,
): Promise<boolean> {
  const key = telemetryKeys.journal(cellName(cell.site, cell.cell), sequence)
  const item = {
    ...keyItem(key),
    v: { N: String(journalVersion) },
    inputs: { B: encodeCellInputs(commit.inputs) },
    body: { S: JSON.stringify({ positions: commit.positions, account: commit.account }) },
    ...expiresAfter(keptDays.journal),
  }
  return holds(
    putItem(
      store,
      { table: store.telemetryTable, item },
      { expression: 'attribute_not_exists(pk)' },
    ),
  )
}

export async function saveCheckpoint(
  store: TelemetryStore,
  cell: Cell,
  head: CellHead,
): Promise<CellHead> {
  const saved: CellHead = { ...head, sinceCheckpoint: { commits: 0, readings: 0 }, lost: 0 }
  const key = telemetryKeys.checkpoint(cellName(cell.site, cell.cell))
  const item = {
    ...keyItem(key),
    v: { N: String(checkpointVersion) },
    sequence: { N: String(head.sequence) },
    data: { B: deflateRawSync(JSON.stringify(packed(saved)), { level: 1 }) },
  }
  await holds(
    putItem(
      store,
      { table: store.telemetryTable, item },
      // A slower writer must not put an older state over a newer one.
      {
        expression: 'attribute_not_exists(pk) OR #s < :sequence',
        values: { ':sequence': { N: String(head.sequence) } },
        names: { '#s': 'sequence' },
      },
    ),
  )
  return saved
}

/** What the detectors remember is most of a checkpoint, and half as long in bytes as in digits. */
function packed(head: CellHead): unknown {
  const sensors = Object.entries(head.state.sensors).map(([name, sensor]) => {
    const rarity = Buffer.from(encodeRarity(sensor.rarity)).toString('base64')
    return [name, { ...sensor, page: rowsOf(sensor.page), rarity }] as const
  })
  return { ...head, state: { ...head.state, sensors: Object.fromEntries(sensors) } }
}

function readCheckpoint(data: Uint8Array): CellHead {
  const saved = JSON.parse(inflateRawSync(data).toString('utf8')) as CellHead
  const sensors = Object.entries(saved.state.sensors).map(
    ([name, sensor]) => [name, unpacked(sensor as unknown as SavedSensor)] as const,
  )
  const state = { ...newCellState, ...saved.state, sensors: Object.fromEntries(sensors) }
  return { ...newHead, ...saved, state }
}

/** As packed; of the first detector, whose memory is of no use to the next, there may be a surprise. */
type SavedSensor = Omit<SensorState, 'page' | 'rarity'> & {
  readonly page: readonly Row[]
  readonly rarity?: string
  readonly surprise?: unknown
}

/** What a later version added begins as in a new cell. */
function unpacked({ surprise: _, page, rarity, ...sensor }: SavedSensor): SensorState {
  return {
    ...newSensorState,
    ...sensor,
    page: pageOf(page),
    rarity: rarity === undefined ? newRarity : decodeRarity(Buffer.from(rarity, 'base64')),
  }
}
