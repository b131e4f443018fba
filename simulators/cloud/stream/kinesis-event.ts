import type { StreamRecord } from './stream-record.ts'

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

const shard = 'shardId-000000000000'

export function toKinesisEvent(batch: readonly StreamRecord[]): KinesisEvent {
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

/** Lambda's largest synchronous payload, less room for what surrounds the records. */
const largestBatchBytes = 6_000_000 - 100_000
const envelopeBytes = 400

export function cutBatches(records: readonly StreamRecord[], size: number): StreamRecord[][] {
  const batches: StreamRecord[][] = []
  let bytes = 0
  for (const record of records) {
    const added = base64Bytes(record.event) + envelopeBytes
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

function base64Bytes(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 3) * 4
}
