import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiClient } from '#api-client/client.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { noMeter } from '#simulators/cloud/meter.ts'
import { type Cloud, startCloud } from '#simulators/cloud/start-cloud.ts'
import { benchSite } from './load/bench-site.ts'
import { openLatencies } from './load/latencies.ts'
import { type RunningLoad, startLoad } from './load/start-load.ts'

const sensorsPerCell = 8
const cellsPerGateway = 8
const requiredSensors = 5_000
const triedSensors = process.env['TRY']
  ? [Number(process.env['TRY'])]
  : [requiredSensors, 10_000, 15_000, 20_000]
const seconds = 60
const historyMinutes = 120

/** Through PutEvents over HTTP, stream, handlers and the store on disk; the load generator is on the same two cores. */
export async function benchPipeline() {
  const folder = await mkdtemp(join(tmpdir(), 'hyphae-bench-'))
  const latencies = openLatencies()
  const cloud = await startCloud({
    folder,
    server: await startServer(0),
    dashboard: null,
    simulation: false,
    schedules: true,
    windows: true,
    meter: { ...noMeter, handled: latencies.take },
  })
  const load = startLoad()
  try {
    return await measure(cloud, load, latencies)
  } finally {
    load.stop()
    await cloud.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(
  cloud: Cloud,
  load: RunningLoad,
  latencies: ReturnType<typeof openLatencies>,
) {
  const most = Math.ceil(Math.max(...triedSensors) / sensorsPerCell)
  const site = benchSite(most, sensorsPerCell)
  await createApiClient(cloud.origin)('applySite', { parameters: { site: site.site }, body: site })
  const order = { bus: cloud.bus, sensorsPerCell, cellsPerGateway, seconds, historyMinutes: 0 }
  await load.order({ ...order, cells: most, from: Date.now(), historyMinutes })
  await cloud.drain()
  let sustained = 0
  let first: ReturnType<typeof summary> | undefined
  for (const sensors of triedSensors) {
    say(`${sensors} sensors at 1 Hz in cells of ${sensorsPerCell}, for ${seconds} s`)
    latencies.reset()
    const backlog = watchBacklog(cloud)
    const cells = sensors / sensorsPerCell
    const sent = await load.order({ ...order, cells, from: Date.now() + 500 })
    const grew = backlog.stop()
    await cloud.drain()
    const result = summary(latencies, sent.rssMb)
    say(
      JSON.stringify({ ...result, ...grew, lag: sent.worstLagMilliseconds, refused: sent.refused }),
    )
    first ??= result
    if (grew.grewBy > cells || sent.refused > 0) break
    sustained = sensors
  }
  return { sustainedReadingsPerSecond: sustained, ...(first ?? summary(latencies, 0)) }
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
