import { openBus } from '#bus/bus.ts'
import { offerEvents } from '#bus/publish-events.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { packFrames } from '#simulators/feeds/publish-frames.ts'
import { frameOf } from './frame-of.ts'

/** A process of its own, so that the load costs the pipeline nothing but the machine's second core. */
export interface LoadOrder {
  readonly bus: string
  readonly cells: number
  readonly sensorsPerCell: number
  /** Each gateway is a publisher of its own: one call a second, with a frame for each of its cells. */
  readonly cellsPerGateway: number
  readonly from: number
  readonly seconds: number
  /** A past of this many minutes, or a live stretch at 1 Hz. */
  readonly historyMinutes: number
}

export interface LoadReport {
  readonly readings: number
  readonly refused: number
  /** How far the generator itself fell behind, at worst. */
  readonly worstLagMilliseconds: number
  readonly rssMb: number
}

const beatMilliseconds = 5

process.on('message', (order: LoadOrder) => {
  const work = order.historyMinutes > 0 ? publishHistory(order) : publishLive(order)
  void work.then((report) => process.send?.(report))
})

async function publishHistory(order: LoadOrder): Promise<LoadReport> {
  const bus = openBus(order.bus)
  let refused = 0
  for (let cell = 0; cell < order.cells; cell += 1) {
    const times = Array.from(
      { length: order.historyMinutes },
      (_, minute) => order.from - (order.historyMinutes - minute) * 60_000,
    )
    refused += await send(bus, [frameOf(order, cell, times, 'history')], '')
  }
  return report(order.cells * order.sensorsPerCell * order.historyMinutes, refused, 0)
}

/** Each gateway has its own moment within the second, and one call at a time. */
async function publishLive(order: LoadOrder): Promise<LoadReport> {
  const bus = openBus(order.bus)
  const gateways = Math.ceil(order.cells / order.cellsPerGateway)
  const queues = Array.from({ length: gateways }, () => Promise.resolve())
  let [refused, readings, worst] = [0, 0, 0]
  for (let turn = 0; turn < gateways * order.seconds; turn += 1) {
    const dueAt = order.from + (turn * 1_000) / gateways
    if (dueAt > Date.now()) await pause(Math.max(beatMilliseconds, dueAt - Date.now()))
    const gateway = turn % gateways
    const frames = framesOf(order, gateway, Math.floor(dueAt))
    readings += frames.length * order.sensorsPerCell
    queues[gateway] = (queues[gateway] ?? Promise.resolve()).then(async () => {
      refused += await send(bus, frames, `gateway-${gateway}`)
      worst = Math.max(worst, Date.now() - dueAt)
    })
  }
  await Promise.all(queues)
  return report(readings, refused, worst)
}

function framesOf(order: LoadOrder, gateway: number, at: number): ReportedFrame[] {
  const first = gateway * order.cellsPerGateway
  const cells = Math.min(order.cellsPerGateway, order.cells - first)
  return Array.from({ length: cells }, (_, index) => frameOf(order, first + index, [at], 'live'))
}

/** A gateway of a single cell sends plain frames. */
async function send(
  bus: ReturnType<typeof openBus>,
  frames: readonly ReportedFrame[],
  gateway: string,
): Promise<number> {
  const events = packFrames(frames, () => (frames.length > 1 ? gateway : null))
  return (await offerEvents(bus, events)).length
}

function report(readings: number, refused: number, worst: number): LoadReport {
  const rssMb = Math.round(process.memoryUsage().rss / 1e6)
  return { readings, refused, worstLagMilliseconds: Math.round(worst), rssMb }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
