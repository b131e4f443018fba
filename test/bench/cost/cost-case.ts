import { type Bus, openBus } from '#bus/bus.ts'
import { offerEvents } from '#bus/publish-events.ts'
import { noMeter } from '#simulators/cloud/meter.ts'
import { packFrames } from '#simulators/feeds/publish-frames.ts'
import { frameOf } from '../load/frame-of.ts'
import { openBill } from './bill.ts'
import { prices, shardBytesPerSecond, shardRecordsPerSecond } from './prices.ts'
import { withCloud } from './scratch-cloud.ts'

export interface CaseOf {
  readonly sensors: number
  readonly everySeconds: number
  readonly sensorsPerCell: number
}

export interface CostCase extends CaseOf {
  readonly dollarsPerMillion: number
  readonly dollarsPerMonth: number
  readonly shards: number
}

export interface Variable {
  readonly dollarsPerReading: number
  readonly recordsPerSecond: number
  readonly bytesPerSecond: number
}

export const sensorsPerGateway = 64
/** A page of every sensor, and a checkpoint: shorter would leave out what comes seldom. */
const samplings = 64
const secondsPerMonth = 30 * 86_400

/** The fleet in the data's own time, second by second: each second's frames are one batch, as a window of a second makes them. */
export async function measureVariable(wanted: CaseOf): Promise<Variable> {
  const cells = Math.ceil(wanted.sensors / wanted.sensorsPerCell)
  const bill = openBill()
  const site = { cells, sensorsPerCell: wanted.sensorsPerCell, live: false }
  return withCloud(site, { ...noMeter, ...bill.meter }, async (cloud) => {
    const bus = openBus(cloud.bus)
    // Applying the site is no reading's cost.
    const before = bill.dollars()
    const end = Math.floor(Date.now() / 1000)
    const seconds = samplings * wanted.everySeconds
    for (let second = end - seconds; second < end; second += 1)
      if ((await publishSecond(bus, wanted, cells, second)) > 0) await cloud.drain()
    const spent = sumOf(bill.dollars()) - sumOf(before)
    const readings = cells * wanted.sensorsPerCell * samplings
    const { count, bytes } = bill.records()
    return {
      dollarsPerReading: spent / readings,
      recordsPerSecond: count / seconds,
      bytesPerSecond: bytes / seconds,
    }
  })
}

function sumOf(dollars: object): number {
  return Object.values(dollars).reduce((sum: number, share: number) => sum + share, 0)
}

async function publishSecond(
  bus: Bus,
  { everySeconds, sensorsPerCell }: CaseOf,
  cells: number,
  second: number,
): Promise<number> {
  const perGateway = Math.max(1, Math.floor(sensorsPerGateway / sensorsPerCell))
  // Gateways have their own moments; a gateway's cells share one.
  const due = Array.from({ length: cells }, (_, cell) => cell).filter(
    (cell) => (second + Math.floor(cell / perGateway) * 7) % everySeconds === 0,
  )
  const frames = due.map((cell) => frameOf({ sensorsPerCell }, cell, [second * 1000], 'live'))
  const gatewayOf = (frame: { readonly cell: string }) =>
    perGateway === 1 ? null : `gateway-${Math.floor(Number(frame.cell.slice(5)) / perGateway)}`
  await offerEvents(bus, packFrames(frames, gatewayOf))
  return frames.length
}

/** What a larger fleet costs: as much for each reading, and shards for them all. */
export function priceCase(wanted: CaseOf, measured: CaseOf, variable: Variable): CostCase {
  const times = wanted.sensors / measured.sensors
  const shards = Math.max(
    1,
    Math.ceil((variable.recordsPerSecond * times) / shardRecordsPerSecond),
    Math.ceil((variable.bytesPerSecond * times) / shardBytesPerSecond),
  )
  const readingsPerMonth = (wanted.sensors / wanted.everySeconds) * secondsPerMonth
  const standing = shards * prices.streamPerShardHour * 24 * 30 + ticksPerMonth
  const month = variable.dollarsPerReading * readingsPerMonth + standing
  return {
    ...wanted,
    dollarsPerMillion: round((month / readingsPerMonth) * 1e6),
    dollarsPerMonth: round(month),
    shards,
  }
}

/** send-ticks runs each minute whether or not anybody reports: a call of about 0.1 s at 256 MB. */
const ticksPerMonth =
  30 * 24 * 60 * (prices.lambdaPerCall + 0.1 * 0.25 * prices.lambdaPerGigabyteSecond)

export function round(dollars: number): number {
  return Math.round(dollars * 10_000) / 10_000
}
