import type { Meter } from '#simulators/cloud/meter.ts'
import { spentSince, spentSoFar } from '#store/capacity.ts'
import { type FunctionName, functions } from '#wiring'
import { logLineBytes, prices, storeRoundTripSeconds } from './prices.ts'

export interface Shares {
  readonly bus: number
  readonly stream: number
  readonly lambda: number
  readonly storeWrites: number
  readonly storeReads: number
  readonly logs: number
}

export interface Bill {
  readonly meter: Pick<Meter, 'taken' | 'called'>
  /** Dollars since the bill was opened, less what stands still without readings. */
  dollars(): Shares
  records(): { readonly count: number; readonly bytes: number }
}

/** Counts what AWS would bill: events and records by their bytes, calls by their time, the store by its own word. */
export function openBill(): Bill {
  const before = spentSoFar()
  let [events, records, recordUnits, recordBytes] = [0, 0, 0, 0]
  const calls = new Map<FunctionName, { count: number; seconds: number }>()
  return {
    meter: {
      taken(taken) {
        for (const { text } of taken) {
          const bytes = Buffer.byteLength(text)
          events += Math.ceil(bytes / prices.busEventBytes)
          records += 1
          recordUnits += Math.ceil(bytes / prices.streamUnitBytes)
          recordBytes += bytes
        }
      },
      called(name, milliseconds) {
        const { count, seconds } = calls.get(name) ?? { count: 0, seconds: 0 }
        calls.set(name, { count: count + 1, seconds: seconds + milliseconds / 1000 })
      },
    },
    dollars() {
      const { readUnits, writeUnits } = spentSince(before)
      const all = [...calls.values()].reduce((sum, { count }) => sum + count, 0)
      return {
        bus: events * prices.busPerEvent,
        stream: recordUnits * prices.streamPerUnit,
        lambda: [...calls].reduce((sum, [name, call]) => sum + lambdaDollars(name, call), 0),
        storeWrites: writeUnits * prices.storePerWriteUnit,
        storeReads: readUnits * prices.storePerReadUnit,
        logs: ((all * logLineBytes) / 1e9) * prices.logsPerGigabyte,
      }
    },
    records: () => ({ count: records, bytes: recordBytes }),
  }
}

/** A call waits for the store about four times, one after the other: outputs, commit, tiles, and what it publishes. */
const roundTripsPerCall = 4

function lambdaDollars(name: FunctionName, { count, seconds }: { count: number; seconds: number }) {
  const gigabytes = functions[name].memoryMegabytes / 1024
  const duration = seconds + count * roundTripsPerCall * storeRoundTripSeconds
  return count * prices.lambdaPerCall + duration * gigabytes * prices.lambdaPerGigabyteSecond
}
