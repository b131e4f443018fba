import { addAccounts, type CellAccount, emptyAccount } from '#domain/account.ts'
import type { Cell } from '#domain/sensor.ts'
import { type CellHead, loadHead, newHead } from '#store/cell-log.ts'
import { cellName } from '#store/keys.ts'
import { readRecord, type StreamRecord } from './read-record.ts'
import { type KnownTiles, saveTiles, type Written } from './save-tiles.ts'
import { type CellRecord, type FindCell, sortRecord } from './sort-records.ts'
import { type Ports, writeCell } from './write-cell.ts'

export interface BatchResult {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>
  readonly frames: number
  readonly readings: number
  readonly quarantined: number
  readonly anomalies: number
  /** Faults behind the failures, for the log; the stream tries those records again. */
  readonly faults: readonly unknown[]
}

/** What a function remembers between batches: rebuilt from the store whenever it is in doubt. */
export interface Memory {
  readonly heads: Map<string, CellHead>
  readonly tiles: KnownTiles
}

export function emptyMemory(): Memory {
  return { heads: new Map(), tiles: new Map() }
}

/** Cells written side by side: enough to hide the store's latency, few enough not to flood it. */
const cellsAtOnce = 16
/** A commit stays far below DynamoDB's largest item. */
const readingsPerCommit = 4_000
const rememberedCells = 2_000
const attemptsWhenOvertaken = 3

export async function detectAnomalies(
  records: readonly StreamRecord[],
  ports: Ports,
  memory: Memory,
  findCell: FindCell,
): Promise<BatchResult> {
  const queues = await queueByCell(records, findCell)
  const totals = { account: emptyAccount, anomalies: 0 }
  const failures: string[] = []
  const faults: unknown[] = []
  const touched: Written[] = []
  const waiting = [...queues.values()]
  const work = async () => {
    for (let queue = waiting.shift(); queue; queue = waiting.shift()) {
      try {
        const written = await writeQueue(queue, ports, memory)
        totals.account = addAccounts(totals.account, written.account)
        totals.anomalies += written.anomalies
        touched.push({ cell: queue.cell, head: written.head })
      } catch (fault) {
        memory.heads.delete(cellName(queue.cell.site, queue.cell.cell))
        failures.push(queue.records[0]?.sequenceNumber ?? '')
        faults.push(fault)
      }
    }
  }
  await Promise.all(Array.from({ length: cellsAtOnce }, work))
  // Also of what was committed before: whoever committed it may have ended before this.
  await saveTiles(ports, memory.tiles, shardOf(records), touched)
  forgetOldest(memory)
  return {
    batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })),
    frames: totals.account.framesStored,
    readings: totals.account.readingsStored,
    quarantined: totals.account.framesQuarantined + totals.account.readingsQuarantined,
    anomalies: totals.anomalies,
    faults,
  }
}

interface Queue {
  readonly cell: Cell
  readonly records: CellRecord[]
}

async function queueByCell(
  records: readonly StreamRecord[],
  findCell: FindCell,
): Promise<Map<string, Queue>> {
  const queues = new Map<string, Queue>()
  for (const record of records) {
    for (const read of readRecord(record)) {
      const sorted = await sortRecord(read, findCell)
      if (!sorted) continue
      const name = cellName(sorted.cell.site, sorted.cell.cell)
      const queue = queues.get(name) ?? { cell: sorted.cell, records: [] }
      queue.records.push(sorted.record)
      queues.set(name, queue)
    }
  }
  return queues
}

async function writeQueue({ cell, records }: Queue, ports: Ports, memory: Memory) {
  let account = emptyAccount
  let anomalies = 0
  let head = newHead
  for (const chunk of chunkByReadings(records)) {
    const written = await writeChunk(cell, chunk, ports, memory, attemptsWhenOvertaken)
    account = addAccounts(account, written.account)
    anomalies += written.anomalies
    head = written.head
  }
  return { account, anomalies, head }
}

async function writeChunk(
  cell: Cell,
  records: readonly CellRecord[],
  ports: Ports,
  memory: Memory,
  attempts: number,
): Promise<{ account: CellAccount; anomalies: number; head: CellHead }> {
  const name = cellName(cell.site, cell.cell)
  const known = memory.heads.get(name)
  const head = known ?? (await loadHead(ports.store, cell))
  const fresh = records.filter((record) => isFresh(record, head))
  if (!known && head.lost > 0) ports.onLoss(name, head.lost)
  const account = fresh.reduce((sum, record) => addAccounts(sum, record.account), emptyAccount)
  if (fresh.length === 0) {
    memory.heads.set(name, head)
    return { account, anomalies: 0, head }
  }
  const outcome = await writeCell(ports, cell, head, {
    inputs: fresh.flatMap((record) => (record.input ? [record.input] : [])),
    positions: { ...head.positions, ...lastPositions(fresh) },
    account,
    quarantine: fresh.flatMap((record) => (record.quarantine ? [record.quarantine] : [])),
    isFirst: !known,
  })
  if (outcome.kind === 'committed') {
    memory.heads.delete(name)
    memory.heads.set(name, outcome.head)
    return { account, anomalies: outcome.anomalies, head: outcome.head }
  }
  memory.heads.delete(name)
  if (attempts === 1)
    throw new Error(
      `Cell ${name} was written by somebody else ${attemptsWhenOvertaken} times in a row; the batch is retried.`,
    )
  return writeChunk(cell, records, ports, memory, attempts - 1)
}

/** A batch comes from one shard. */
function shardOf([first]: readonly StreamRecord[]): string {
  return first?.eventID.split(':')[0] ?? ''
}

/** Sequence numbers of a shard grow; they are too long for a double. */
function isFresh(record: CellRecord, head: CellHead): boolean {
  const position = head.positions[record.shard]
  return position === undefined || BigInt(record.sequenceNumber) > BigInt(position)
}

function lastPositions(records: readonly CellRecord[]): Record<string, string> {
  return Object.fromEntries(records.map((record) => [record.shard, record.sequenceNumber]))
}

function chunkByReadings(records: readonly CellRecord[]): CellRecord[][] {
  const chunks: CellRecord[][] = []
  let readings = 0
  for (const record of records) {
    const size = record.input?.kind === 'frame' ? record.input.readings.length : 0
    const current = chunks.at(-1)
    // What came in one record is committed at once: the position knows records, not their parts.
    const isSame = current?.at(-1)?.sequenceNumber === record.sequenceNumber
    if (current && (isSame || readings + size <= readingsPerCommit)) {
      current.push(record)
      readings += size
    } else {
      chunks.push([record])
      readings = size
    }
  }
  return chunks
}

function forgetOldest({ heads }: Memory): void {
  for (const name of heads.keys()) {
    if (heads.size <= rememberedCells) return
    heads.delete(name)
  }
}
