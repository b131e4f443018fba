import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { StreamMapping } from '#wiring'
import { compilePattern } from '../bus/event-pattern.ts'
import type { StreamLog, StreamRecord } from './stream-log.ts'

/** What Lambda hands to a function for Kinesis. */
export interface KinesisEvent {
  readonly Records: ReadonlyArray<{
    readonly eventID: string
    readonly eventSource: 'aws:kinesis'
    readonly kinesis: {
      readonly sequenceNumber: string
      readonly partitionKey: string
      readonly data: string
      readonly approximateArrivalTimestamp: number
    }
  }>
}

export interface MappingPorts {
  readonly log: StreamLog
  readonly positionFile: string
  now(): number
  pause(milliseconds: number): Promise<void>
  invoke(
    event: KinesisEvent,
  ): Promise<{ readonly batchItemFailures?: ReadonlyArray<{ readonly itemIdentifier: string }> }>
  /** The failure destination: keeps the records in full. */
  keepFailed(records: readonly StreamRecord[], reason: unknown): Promise<void>
  onBatch?(records: readonly StreamRecord[]): void
}

export interface RunningMapping {
  /** Up to here every record was handled or kept as failed. */
  position(): number
  stop(): Promise<void>
}

const shard = 'shardId-000000000000'
/** Lambda's largest synchronous payload, less room for what surrounds the records. */
const largestBatchBytes = 6_000_000 - 100_000
const firstPauseMilliseconds = 100
const longestPauseMilliseconds = 10_000

/** Reads on from where it was, batch by batch, in order; a batch that fails holds back what follows. */
export function runMapping(mapping: StreamMapping, ports: MappingPorts): RunningMapping {
  const matches = compilePattern(mapping.filter)
  let position = readPosition(ports.positionFile)
  let stopping = false

  const loop = async () => {
    while (!stopping) {
      const records = await nextRecords(mapping, ports, position)
      if (stopping) return
      const last = records.at(-1)
      if (!last) continue
      const wanted = records.filter((record) =>
        matches({ data: JSON.parse(record.event) as unknown }),
      )
      for (const batch of cutBatches(wanted, mapping.batchSize)) {
        await handleBatch(batch, mapping, ports, 0, () => stopping)
        if (stopping) return
      }
      position = last.sequence
      await savePosition(ports.positionFile, position)
    }
  }
  const running = loop()
  return {
    position: () => position,
    async stop() {
      stopping = true
      await running
    },
  }
}

/** A short wait fills the batch, unless there is plenty already. */
async function nextRecords(mapping: StreamMapping, { log, pause }: MappingPorts, position: number) {
  await log.waitFor(position, 500)
  const first = await log.read(position, mapping.batchSize)
  if (first.length === 0 || first.length >= mapping.batchSize) return first
  await pause(mapping.windowSeconds * 1000)
  return log.read(position, mapping.batchSize)
}

function cutBatches(records: readonly StreamRecord[], size: number): StreamRecord[][] {
  const batches: StreamRecord[][] = []
  let bytes = 0
  for (const record of records) {
    // Base64 of the event, and what surrounds it.
    const added = Math.ceil(record.event.length * 1.4) + 400
    const current = batches.at(-1)
    if (current && current.length < size && bytes + added <= largestBatchBytes) {
      current.push(record)
      bytes += added
    } else {
      batches.push([record])
      bytes = added
    }
  }
  return batches
}

async function handleBatch(
  batch: readonly StreamRecord[],
  mapping: StreamMapping,
  ports: MappingPorts,
  attempt: number,
  isStopping: () => boolean,
): Promise<void> {
  if (batch.length === 0 || isStopping()) return
  const outcome = await tryBatch(batch, mapping, ports)
  if (outcome.remaining.length === 0) return
  const tooOld =
    ports.now() - (outcome.remaining[0]?.arrivedAt ?? 0) > mapping.maximumRecordAgeSeconds * 1000
  if (attempt >= mapping.maximumRetries || tooOld) {
    // The record that fails is found by halving; only it is given up.
    if (outcome.remaining.length > 1 && mapping.bisectOnError)
      return handleHalves(outcome.remaining, mapping, ports, attempt, isStopping)
    await ports.keepFailed(outcome.remaining, outcome.reason)
    return
  }
  await ports.pause(Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** attempt))
  if (mapping.bisectOnError && outcome.remaining.length > 1 && attempt >= 1)
    return handleHalves(outcome.remaining, mapping, ports, attempt + 1, isStopping)
  await handleBatch(outcome.remaining, mapping, ports, attempt + 1, isStopping)
}

async function handleHalves(
  batch: readonly StreamRecord[],
  mapping: StreamMapping,
  ports: MappingPorts,
  attempt: number,
  isStopping: () => boolean,
): Promise<void> {
  const middle = Math.ceil(batch.length / 2)
  await handleBatch(batch.slice(0, middle), mapping, ports, attempt, isStopping)
  await handleBatch(batch.slice(middle), mapping, ports, attempt, isStopping)
}

async function tryBatch(
  batch: readonly StreamRecord[],
  mapping: StreamMapping,
  ports: MappingPorts,
) {
  try {
    ports.onBatch?.(batch)
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

function toKinesisEvent(batch: readonly StreamRecord[]): KinesisEvent {
  return {
    Records: batch.map((record) => ({
      eventID: `${shard}:${record.sequence}`,
      eventSource: 'aws:kinesis',
      kinesis: {
        sequenceNumber: String(record.sequence),
        partitionKey: record.partitionKey,
        data: Buffer.from(record.event).toString('base64'),
        approximateArrivalTimestamp: record.arrivedAt / 1000,
      },
    })),
  }
}

function readPosition(file: string): number {
  if (!existsSync(file)) return 0
  const text = readFileSync(file, 'utf8')
  const position = Number(text)
  if (!Number.isSafeInteger(position) || text.trim() === '')
    throw new Error(
      `${file} should hold a number and holds "${text.slice(0, 40)}"; delete the data folder or restore it.`,
    )
  return position
}

/** Renamed into place, so that a kill leaves the old one or the new one. */
async function savePosition(file: string, position: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, String(position))
  await rename(`${file}.new`, file)
}
