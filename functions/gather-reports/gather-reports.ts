import { nothingRefused } from '#domain/people/report-batch.ts'
import type { Rejection } from '#domain/rejection.ts'
import { putAll } from '#store/items.ts'
import { quarantinePuts } from '#store/quarantine.ts'
import { readCell } from '#store/sites.ts'
import { forgetPerson } from './forget-person.ts'
import type { Ports } from './ports.ts'
import { type PeopleRecord, type ReadPeopleRecord, readPeopleRecord } from './read-people-record.ts'
import { takeBatch } from './take-batch.ts'

export interface GatherResult {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>
  readonly kept: number
  readonly refused: number
  readonly quarantined: number
  readonly erased: number
  readonly faults: readonly unknown[]
}

type Counts = Pick<GatherResult, 'kept' | 'refused' | 'quarantined' | 'erased'>

const nothing: Counts = { kept: 0, refused: 0, quarantined: 0, erased: 0 }

/** In the stream's order: a report and the withdrawal that follows it must not change places. */
export async function gatherReports(
  records: readonly PeopleRecord[],
  ports: Ports,
): Promise<GatherResult> {
  let counts = nothing
  for (const record of records) {
    try {
      counts = add(counts, await handle(readPeopleRecord(record), record, ports))
    } catch (fault) {
      const itemIdentifier = record.kinesis.sequenceNumber
      return { batchItemFailures: [{ itemIdentifier }], ...counts, faults: [fault] }
    }
  }
  return { batchItemFailures: [], ...counts, faults: [] }
}

async function handle(
  read: ReadPeopleRecord,
  record: PeopleRecord,
  ports: Ports,
): Promise<Partial<Counts>> {
  switch (read.kind) {
    case 'unreadable':
      return quarantine(read, record, ports)
    case 'withdrawn':
      return { erased: (await forgetPerson(ports, read.withdrawn)).reports }
    case 'batch': {
      const { site, cell } = read.batch
      if (!(await readCell(ports.store, site, cell)))
        return quarantine(noCell(record), record, ports)
      const { kept, refused } = await takeBatch(ports, read.batch)
      const all = Object.keys(nothingRefused) as (keyof typeof nothingRefused)[]
      return { kept, refused: all.reduce((sum, name) => sum + refused[name], 0) }
    }
  }
}

type Unreadable = Extract<ReadPeopleRecord, { kind: 'unreadable' }>

function noCell({ kinesis }: PeopleRecord): Unreadable {
  const rejection: Rejection = {
    code: 'unknown-cell',
    reason: 'its cell is not registered; apply its site file, then send the batch again',
  }
  return {
    kind: 'unreadable',
    event: JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8')),
    arrivedAt: Math.round(kinesis.approximateArrivalTimestamp * 1000),
    rejection,
  }
}

/** As many as Kinesis' sequence numbers have, so that they sort as numbers. */
const sequenceDigits = 56

/** That there was something is kept, and why it was refused; of what people said nothing. */
async function quarantine(
  { event, arrivedAt, rejection }: Unreadable,
  { kinesis }: PeopleRecord,
  { store }: Ports,
): Promise<Partial<Counts>> {
  const { site, cell } = namesOf(event.detail)
  const item = {
    id: event.id,
    kind: 'event' as const,
    ...rejection,
    at: new Date(arrivedAt).toISOString(),
    frame: null,
    site,
    cell,
    sensor: null,
    payload: 'withheld: it may hold what people said',
  }
  const id = `${kinesis.sequenceNumber.padStart(sequenceDigits, '0')}~${event.id}`
  await putAll(store, quarantinePuts(store, { id, at: arrivedAt, items: [item] }))
  return { quarantined: 1 }
}

function namesOf(detail: unknown): { readonly site: string | null; readonly cell: string | null } {
  if (typeof detail !== 'object' || detail === null) return { site: null, cell: null }
  const { site, cell } = detail as Readonly<Record<'site' | 'cell', unknown>>
  return { site: nameOf(site), cell: nameOf(cell) }
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 63) : null
}

function add(counts: Counts, more: Partial<Counts>): Counts {
  const { kept = 0, refused = 0, quarantined = 0, erased = 0 } = more
  return {
    kept: counts.kept + kept,
    refused: counts.refused + refused,
    quarantined: counts.quarantined + quarantined,
    erased: counts.erased + erased,
  }
}
