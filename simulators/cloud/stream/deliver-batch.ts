import type { StreamMapping } from '#wiring'
import { type KinesisEvent, toKinesisEvent } from './kinesis-event.ts'
import type { StreamRecord } from './stream-record.ts'

export interface DeliveryPorts {
  now(): number
  pause(milliseconds: number): Promise<void>
  /** From 0 up to 1. */
  random(): number
  invoke(
    event: KinesisEvent,
  ): Promise<{ readonly batchItemFailures?: ReadonlyArray<{ readonly itemIdentifier: string }> }>
  /** The failure destination: keeps the records in full. */
  keepFailed(records: readonly StreamRecord[], reason: unknown): Promise<void>
  /** Once true, whatever is not handled is left for the next start. */
  isStopping(): boolean
}

const firstPauseMilliseconds = 100
const longestPauseMilliseconds = 10_000

/** Until every record is handled, or kept as failed: tried again, halved around the poison, given up one by one. */
export async function deliverBatch(
  batch: readonly StreamRecord[],
  mapping: StreamMapping,
  ports: DeliveryPorts,
  attempt = 0,
): Promise<void> {
  if (batch.length === 0 || ports.isStopping()) return
  const { remaining, reason } = await tryBatch(batch, mapping, ports)
  if (remaining.length === 0) return
  const canHalve = mapping.bisectOnError && remaining.length > 1
  const givenUp = isGivenUp(remaining, mapping, ports, attempt)
  // The record that fails is found by halving; only it is given up.
  if (givenUp && canHalve) return deliverHalves(remaining, mapping, ports, attempt)
  if (givenUp) return ports.keepFailed(remaining, reason)
  const longest = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** attempt)
  // Anywhere within it, or consumers that failed together would come back together.
  await ports.pause(longest * ports.random())
  return canHalve && attempt > 0
    ? deliverHalves(remaining, mapping, ports, attempt + 1)
    : deliverBatch(remaining, mapping, ports, attempt + 1)
}

function isGivenUp(
  [oldest]: readonly StreamRecord[],
  mapping: StreamMapping,
  ports: DeliveryPorts,
  attempt: number,
): boolean {
  const age = ports.now() - (oldest?.arrivedAt ?? 0)
  return attempt >= mapping.maximumRetries || age > mapping.maximumRecordAgeSeconds * 1000
}

async function deliverHalves(
  batch: readonly StreamRecord[],
  mapping: StreamMapping,
  ports: DeliveryPorts,
  attempt: number,
): Promise<void> {
  const middle = Math.ceil(batch.length / 2)
  await deliverBatch(batch.slice(0, middle), mapping, ports, attempt)
  await deliverBatch(batch.slice(middle), mapping, ports, attempt)
}

async function tryBatch(
  batch: readonly StreamRecord[],
  mapping: StreamMapping,
  ports: DeliveryPorts,
): Promise<{ remaining: readonly StreamRecord[]; reason: unknown }> {
  try {
    const answer = await ports.invoke(toKinesisEvent(batch))
    const failed = mapping.reportsPartialFailures ? (answer.batchItemFailures ?? []) : []
    if (failed.length === 0) return { remaining: [], reason: null }
    const lowest = Math.min(...failed.map((failure) => Number(failure.itemIdentifier)))
    // An identifier nobody knows means the whole batch, as with Lambda.
    const from = Math.max(
      0,
      batch.findIndex((record) => record.sequence === lowest),
    )
    return { remaining: batch.slice(from), reason: `record ${lowest} was reported as failed` }
  } catch (fault) {
    return { remaining: batch, reason: fault }
  }
}
