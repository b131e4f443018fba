import { noMeter } from '#simulators/cloud/meter.ts'
import type { Cloud } from '#simulators/cloud/start-cloud.ts'
import { withCloud } from './cost/scratch-cloud.ts'
import { openLatencies } from './load/latencies.ts'
import { startLoad } from './load/start-load.ts'

const sensorsPerCell = 8
const cellsPerGateway = 8
const requiredSensors = 5_000
const triedSensors = [requiredSensors, 7_500, 10_000, 15_000, 20_000]
const seconds = 60
const historyMinutes = 120

/** Through PutEvents over HTTP, stream, handlers and the store on disk; the load generator is on the same two cores. */
export async function benchPipeline() {
  let sustained = 0
  let first: Awaited<ReturnType<typeof tryFleet>>['result'] | undefined
  for (const sensors of triedSensors) {
    const { result, holds } = await tryFleet(sensors)
    first ??= result
    if (!holds) break
    sustained = sensors
  }
  return { sustainedReadingsPerSecond: sustained, ...first }
}

/** A fleet of its own in a cloud of its own, which knows its last two hours before it is measured. */
async function tryFleet(sensors: number) {
  const cells = sensors / sensorsPerCell
  const latencies = openLatencies()
  const meter = { ...noMeter, handled: latencies.take }
  return withCloud({ cells, sensorsPerCell, live: true }, meter, async (cloud) => {
    const load = startLoad()
    const order = { bus: cloud.bus, cells, sensorsPerCell, cellsPerGateway, seconds }
    await load.order({ ...order, from: Date.now(), historyMinutes })
    await cloud.drain()
    say(`${sensors} sensors at 1 Hz in cells of ${sensorsPerCell}, for ${seconds} s`)
    latencies.reset()
    const backlog = watchBacklog(cloud)
    const sent = await load.order({ ...order, from: Date.now() + 500, historyMinutes: 0 })
    const grew = backlog.stop()
    await cloud.drain()
    load.stop()
    const result = summary(latencies, sent.rssMb)
    const { worstLagMilliseconds, refused } = sent
    say(JSON.stringify({ ...result, ...grew, worstLagMilliseconds, refused }))
    return { result, holds: grew.grewBy <= cells / cellsPerGateway && refused === 0 }
  })
}

function summary(latencies: ReturnType<typeof openLatencies>, loadMb: number) {
  return {
    p95StoredMs: latencies.p95('stored'),
    p95IncidentMs: latencies.p95('incident'),
    rssMb: Math.round(process.memoryUsage().rss / 1e6) + loadMb,
  }
}

/** The mean backlog of the last ten seconds against that of the second ten; a cell may be one frame behind. */
function watchBacklog(cloud: Cloud) {
  const seen: number[] = []
  const timer = setInterval(() => seen.push(cloud.backlog()), 250)
  return {
    stop() {
      clearInterval(timer)
      const early = mean(seen.slice(40, 80))
      const late = mean(seen.slice(-40))
      return { backlogEarly: Math.round(early), grewBy: Math.round(late - early) }
    },
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
