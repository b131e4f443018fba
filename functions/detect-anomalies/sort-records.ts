import { addAccounts, type CellAccount, emptyAccount } from '#domain/account.ts'
import type { CellInput } from '#domain/cell-input.ts'
import type { Cell } from '#domain/sensor.ts'
import type { QuarantineEntry } from '#store/quarantine.ts'
import { judgeFrame, sensorsByName } from './judge-frame.ts'
import { quarantineReadings, quarantineWhole } from './quarantine-entry.ts'
import type { ReadRecord } from './read-record.ts'

/** One record's part in its cell's batch. */
export interface CellRecord {
  readonly sequenceNumber: string
  readonly shard: string
  readonly input: CellInput | null
  readonly account: CellAccount
  readonly quarantine: QuarantineEntry | null
}

/** Where frames that belong to no cell are accounted for; no site can have this name. */
const nowhere: Cell = {
  site: '~',
  cell: 'unreadable',
  name: 'Unreadable frames',
  role: 'cell',
  feed: null,
  gateway: null,
  timeZone: 'UTC',
  group: 'g0',
  sensors: [],
}

export type FindCell = (site: string, cell: string) => Promise<Cell | undefined>

export async function sortRecord(
  read: ReadRecord,
  findCell: FindCell,
): Promise<{ cell: Cell; record: CellRecord } | undefined> {
  switch (read.kind) {
    case 'unreadable':
      return { cell: nowhere, record: refusedWhole(read) }
    case 'tick': {
      const cell = await findCell(read.tick.site, read.tick.cell)
      // A tick for a cell that left its site says nothing to anyone.
      if (!cell) return undefined
      return {
        cell,
        record: {
          ...read.place,
          input: { kind: 'tick', at: read.tick.at },
          account: emptyAccount,
          quarantine: null,
        },
      }
    }
    case 'frame':
      return sortFrame(read, await findCell(read.frame.site, read.frame.cell))
  }
}

function sortFrame(read: Extract<ReadRecord, { kind: 'frame' }>, cell: Cell | undefined) {
  const { frame, event, place } = read
  if (!cell) {
    const reason = `no cell "${frame.cell}" is registered at site "${frame.site}"; apply its site file, then send the frame again`
    const rejection = { code: 'unknown-cell', reason } as const
    return {
      cell: nowhere,
      record: refusedWhole({
        kind: 'unreadable',
        place,
        event,
        rejection,
        readings: frame.readings.length,
      }),
    }
  }
  const { input, rejected } = judgeFrame(frame, sensorsByName(cell))
  const account = addAccounts(emptyAccount, {
    ...emptyAccount,
    framesStored: 1,
    readingsStored: input.readings.length,
    readingsQuarantined: rejected.length,
  })
  const quarantine = rejected.length > 0 ? quarantineReadings(event, place, frame, rejected) : null
  return { cell, record: { ...place, input, account, quarantine } }
}

function refusedWhole(read: Extract<ReadRecord, { kind: 'unreadable' }>): CellRecord {
  const isFrame = read.rejection.code !== 'unknown-event'
  return {
    ...read.place,
    input: null,
    account: {
      ...emptyAccount,
      framesQuarantined: isFrame ? 1 : 0,
      readingsQuarantined: isFrame ? read.readings : 0,
    },
    quarantine: quarantineWhole(read.event, read.place, read.rejection),
  }
}
