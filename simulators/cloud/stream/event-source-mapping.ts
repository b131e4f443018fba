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
    const wanted = records.filter((record) =>
      matches({ data: JSON.parse(record.event) as unknown }),
    )
    for (const batch of cutBatches(wanted, mapping.batchSize))
      await deliverBatch(batch, mapping, delivery)
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

/** A short wait fills the batch, unless there is plenty already. */
async function nextRecords(
  mapping: StreamMapping,
  { log, pause }: MappingPorts,
  position: number,
): Promise<readonly StreamRecord[]> {
  await log.waitFor(position, looksAgainMilliseconds)
  const first = await log.read(position, mapping.batchSize)
  if (first.length === 0 || first.length >= mapping.batchSize) return first
  await pause(mapping.windowSeconds * 1000)
  return log.read(position, mapping.batchSize)
}
