import { eventTypes } from '#domain/events.ts'
import type { StreamRecord } from '#functions/detect-anomalies/read-record.ts'

interface WantedEvent {
  readonly type?: string
  readonly detail: unknown
  readonly id?: string
  readonly time?: string
  readonly arrivedAt?: number
}

/** Later than whatever the tests' gateways send. */
export const arrival = Date.UTC(2026, 5, 1)

/** A record of the stream as Lambda hands it over. */
export function streamRecord(sequence: number | string, event: WantedEvent): StreamRecord {
  const text = JSON.stringify({
    id: event.id ?? `event-${sequence}`,
    source: 'test',
    'detail-type': event.type ?? eventTypes.readingsReported,
    time: event.time ?? '2026-03-02T00:00:00Z',
    detail: event.detail,
  })
  return {
    eventID: `shardId-000000000000:${sequence}`,
    kinesis: {
      sequenceNumber: String(sequence),
      partitionKey: 'key',
      data: Buffer.from(text).toString('base64'),
      approximateArrivalTimestamp: (event.arrivedAt ?? arrival) / 1000,
    },
  }
}

export const frameAt = (at: number, change: Record<string, unknown> = {}) => ({
  schemaVersion: 1,
  frame: `f${at}`,
  site: 'garden',
  cell: 'pump',
  boot: 'b',
  sentAt: at,
  readings: [{ sensor: 'temperature', at, value: 20 }],
  ...change,
})

/** What a record that is no bundle comes to. */
export function onlyOf<Value>([only]: readonly Value[]): Value {
  if (only === undefined) throw new Error('The record of the test came to nothing.')
  return only
}
