import { openBill, type Shares } from './cost/bill.ts'
import {
  type CaseOf,
  type CostCase,
  measureVariable,
  priceCase,
  round,
  sensorsPerGateway,
} from './cost/cost-case.ts'
import { prices } from './cost/prices.ts'
import { withCloud } from './cost/scratch-cloud.ts'
import { openLatencies } from './load/latencies.ts'
import { startLoad } from './load/start-load.ts'

const sensors = 1_000
const sensorsPerCell = 8
const cellsPerGateway = sensorsPerGateway / sensorsPerCell
const seconds = 60
const samplings = [1, 10, 60, 300]
const cellSizes = [8, 100]
const fleets = [10, 1_000, 10_000, 100_000]
/** A fleet of this size is measured; larger ones pay as much for each reading. */
const measuredFleet = 1_000

/** Dollars by what the store charged and by bytes and calls counted, in the same run as the delay it buys. */
export async function benchCost() {
  const live = await measureLive()
  const cases: CostCase[] = []
  for (const everySeconds of samplings)
    for (const size of cellSizes) cases.push(...(await priceFleets(everySeconds, size)))
  return {
    ...live,
    prices: `${prices.region}, ${prices.date}`,
    assumes: `${sensorsPerGateway} sensors behind a gateway; ${seconds} s live`,
    cases,
  }
}

async function measureLive() {
  const bill = openBill()
  const latencies = openLatencies()
  const cells = sensors / sensorsPerCell
  const meter = { ...bill.meter, handled: latencies.take }
  return withCloud({ cells, sensorsPerCell, live: true }, meter, async (cloud) => {
    const load = startLoad()
    const order = { bus: cloud.bus, cells, sensorsPerCell, cellsPerGateway, seconds }
    await load.order({ ...order, from: Date.now(), historyMinutes: 120 })
    await cloud.drain()
    say(`${sensors} sensors at 1 Hz in cells of ${sensorsPerCell}, for ${seconds} s`)
    latencies.reset()
    const before = bill.dollars()
    const sent = await load.order({ ...order, from: Date.now() + 500, historyMinutes: 0 })
    await cloud.drain()
    load.stop()
    const shares = perMillion(before, bill.dollars(), sent.readings)
    const total = Object.values(shares).reduce((sum, share) => sum + share, 0)
    return {
      dollarsPerMillion: round(total),
      p95StoredMs: latencies.p95('stored'),
      shares,
    }
  })
}

/** The shard's own price is part of it: at this rate it is paid for by these readings alone. */
function perMillion(before: Shares, after: Shares, readings: number) {
  const share = (name: keyof Shares) => ((after[name] - before[name]) / readings) * 1e6
  const shard = (prices.streamPerShardHour / 3_600 / sensors) * 1e6
  return {
    bus: round(share('bus')),
    stream: round(share('stream') + shard),
    lambda: round(share('lambda')),
    storeWrites: round(share('storeWrites')),
    storeReads: round(share('storeReads')),
    logs: round(share('logs')),
  }
}

async function priceFleets(everySeconds: number, size: number): Promise<CostCase[]> {
  const priced: CostCase[] = []
  let measured: { of: CaseOf; variable: Awaited<ReturnType<typeof measureVariable>> } | undefined
  for (const fleet of fleets) {
    const wanted = { sensors: fleet, everySeconds, sensorsPerCell: Math.min(size, fleet) }
    if (!measured || fleet <= measuredFleet) {
      say(`${fleet} sensors every ${everySeconds} s in cells of ${wanted.sensorsPerCell}`)
      measured = { of: wanted, variable: await measureVariable(wanted) }
    }
    priced.push(priceCase(wanted, measured.of, measured.variable))
  }
  return priced
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
