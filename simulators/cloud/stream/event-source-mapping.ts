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
  /** How often the stream is looked into; 0 is as often as there is something. Lambda does so about once a second. */
  readonly pollMilliseconds: number
  /** The machine itself failed, such as by a full disk: told, and tried again until there is room. */
  onFault(fault: unknown): void
  /** For whoever measures: these records were handled, or kept as failed. */
  onHandled?(records: readonly StreamRecord[]): void
}

export interface RunningMapping {
  /** Up to here every record was handled or kept as failed. */
  position(): number
  stop(): Promise<void>
}

const looksAgainMilliseconds = 500
const faultPauseMilliseconds = 1_000

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
    while (!stopping) {
      try {
        await step()
      } catch (fault) {
        ports.onFault(fault)
        await ports.pause(faultPauseMilliseconds)
      }
    }
  })()
  return {
    position: () => position,
    async stop() {
      stopping = true
      await running
    },
  }
}

const parsed = new Map<StreamRecord, unknown>()
/** As many as one consumer is usually ahead of the other; a parsed event is several times its text. */
const rememberedEvents = 500

/** Consumers that keep up are handed the same records, so one parse serves them all. */
function eventOf(record: StreamRecord): unknown {
  const known = parsed.get(record)
  if (known !== undefined) return known
  const event = JSON.parse(record.event) as unknown
  parsed.set(record, event)
  for (const oldest of parsed.keys()) {
    if (parsed.size <= rememberedEvents) break
    parsed.delete(oldest)
  }
  return event
}

/** A short wait fills the batch, unless there is plenty already. */
async function nextRecords(
  mapping: StreamMapping,
  ports: MappingPorts,
  position: number,
): Promise<readonly StreamRecord[]> {
  const { log, pause } = ports
  await log.waitFor(position, looksAgainMilliseconds)
  const isFull = () => log.newest() - position >= mapping.batchSize
  if (log.newest() > position && !isFull()) {
    const window = Math.max(mapping.windowSeconds * 1000, ports.pollMilliseconds)
    if (window > 0) await pause(await restOfWindow(window, ports, position))
    else await whileFilling(log, isFull)
  }
  return log.read(position, mapping.batchSize)
}

/** The window opens with its first record; one that waited behind a batch has waited already. */
async function restOfWindow(
  window: number,
  { log, now }: MappingPorts,
  position: number,
): Promise<number> {
  const [first] = await log.read(position, 1)
  const waited = now() - (first?.arrivedAt ?? now())
  return Math.max(0, window - waited)
}

const fillingMilliseconds = 5

/** Without a window a batch is as large as its publisher is quick: it waits while more is coming. */
async function whileFilling(log: StreamLog, isFull: () => boolean): Promise<void> {
  for (let seen = -1; seen < log.newest() && !isFull(); ) {
    seen = log.newest()
    await log.waitFor(seen, fillingMilliseconds)
  }
}
