import type { StreamMapping } from '#wiring'
import { compilePattern } from '../bus/event-pattern.ts'
import { type DeliveryPorts, deliverBatch } from './deliver-batch.ts'
import { cutBatches } from './kinesis-event.ts'
import { readPosition, savePosition } from './position-file.ts'
import type { StreamLog } from './stream-log.ts'
import type { StreamRecord } from './stream-record.ts'

export interface MappingPorts extends Omit<DeliveryPorts, 'isStopping'> {
  readonly log: StreamLog
  readonly positionFile: string
  /** For whoever measures: these records were handled, or kept as failed. */
  onHandled?(records: readonly StreamRecord[]): void
}

export interface RunningMapping {
  /** Up to here every record was handled or kept as failed. */
  position(): number
  stop(): Promise<void>
}

const looksAgainMilliseconds = 500

/** Reads on from where it was, batch by batch, in order; a batch that fails holds back what follows. */
export function runMapping(mapping: StreamMapping, ports: MappingPorts): RunningMapping {
  const matches = compilePattern(mapping.filter)
  let position = readPosition(ports.positionFile)
  let stopping = false
  const delivery: DeliveryPorts = { ...ports, isStopping: () => stopping }

  const step = async () => {
    const records = await nextRecords(mapping, ports, position)
    const wanted = records.filter((record) => matches({ data: eventOf(record) }))
    for (const batch of cutBatches(wanted, mapping.batchSize)) {
      await deliverBatch(batch, mapping, delivery)
      ports.onHandled?.(batch)
    }
    const last = records.at(-1)
    // What was cut short by the stop is read again after the next start.
    if (!last || stopping) return
    position = last.sequence
    await savePosition(ports.positionFile, position)
  }
  const running = (async () => {
    while (!stopping) await step()
  })()
  return {
    position: () => position,
    async stop() {
      stopping = true
      await running
    },
  }
}

const parsed = new WeakMap<StreamRecord, unknown>()

/** Consumers that keep up are handed the same records, so one parse serves them all. */
function eventOf(record: StreamRecord): unknown {
  if (!parsed.has(record)) parsed.set(record, JSON.parse(record.event))
  return parsed.get(record)
}

/** A short wait fills the batch, unless there is plenty already. */
async function nextRecords(
  mapping: StreamMapping,
  { log, pause }: MappingPorts,
  position: number,
): Promise<readonly StreamRecord[]> {
  await log.waitFor(position, looksAgainMilliseconds)
  const isFull = () => log.newest() - position >= mapping.batchSize
  if (log.newest() > position && !isFull()) {
    if (mapping.windowSeconds > 0) await pause(mapping.windowSeconds * 1000)
    else await whileFilling(log, isFull)
  }
  return log.read(position, mapping.batchSize)
}

const fillingMilliseconds = 5

/** Without a window a batch is as large as its publisher is quick: it waits while more is coming. */
async function whileFilling(log: StreamLog, isFull: () => boolean): Promise<void> {
  for (let seen = -1; seen < log.newest() && !isFull(); ) {
    seen = log.newest()
    await log.waitFor(seen, fillingMilliseconds)
  }
}
