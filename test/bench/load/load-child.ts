import { openBus } from '#bus/bus.ts'
import { offerEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { cellAt, sensorAt } from './bench-site.ts'
import { signalAt } from './signal.ts'

/** A process of its own, so that the load costs the pipeline nothing but the machine's second core. */
export interface LoadOrder {
  readonly bus: string
  readonly cells: number
  readonly sensorsPerCell: number
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

const framesPerCall = 10
const lanes = 8
const beatMilliseconds = 10

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
    refused += await send(bus, [frameOf(order, cell, times, 'history')])
  }
  return report(order.cells * order.sensorsPerCell * order.historyMinutes, refused, 0)
}

/** Each cell has its own moment within the second; ten neighbours share a call, and a call waits for the one before. */
async function publishLive(order: LoadOrder): Promise<LoadReport> {
  const bus = openBus(order.bus)
  const calls = Math.ceil(order.cells / framesPerCall)
  const queues = Array.from({ length: lanes }, () => Promise.resolve(0))
  let [refused, readings, worst] = [0, 0, 0]
  for (let call = 0; call < calls * order.seconds; call += 1) {
    const dueAt = order.from + (call * 1_000) / calls
    if (dueAt > Date.now()) await pause(Math.max(beatMilliseconds, dueAt - Date.now()))
    const first = (call % calls) * framesPerCall
    const cells = Math.min(framesPerCall, order.cells - first)
    const frames = Array.from({ length: cells }, (_, index) =>
      frameOf(order, first + index, [Math.floor(dueAt)], 'live'),
    )
    readings += cells * order.sensorsPerCell
    const lane = (call % calls) % lanes
    queues[lane] = (queues[lane] ?? Promise.resolve(0)).then(async () => {
      refused += await send(bus, frames)
      worst = Math.max(worst, Date.now() - dueAt)
      return 0
    })
  }
  await Promise.all(queues)
  return report(readings, refused, worst)
}

function frameOf(
  order: LoadOrder,
  cell: number,
  times: readonly number[],
  boot: string,
): ReportedFrame {
  const sentAt = times.at(-1) ?? 0
  return {
    schemaVersion: 1,
    frame: `${boot}-${cell}-${sentAt}`,
    site: 'bench',
    cell: cellAt(cell),
    sentAt,
    boot,
    readings: times.flatMap((at) =>
      Array.from({ length: order.sensorsPerCell }, (_, sensor) => ({
        sensor: sensorAt(sensor),
        at,
        value: signalAt(cell, sensor, at),
      })),
    ),
  }
}

async function send(
  bus: ReturnType<typeof openBus>,
  frames: readonly ReportedFrame[],
): Promise<number> {
  const events = frames.map((detail) => ({
    source: 'hyphae.feeds',
    type: eventTypes.readingsReported,
    detail,
  }))
  return (await offerEvents(bus, events)).length
}

function report(readings: number, refused: number, worst: number): LoadReport {
  const rssMb = Math.round(process.memoryUsage().rss / 1e6)
  return { readings, refused, worstLagMilliseconds: Math.round(worst), rssMb }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
