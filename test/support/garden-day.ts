import type { ReportedFrame } from '#domain/frame.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
/** A Monday at midnight UTC. */
export const monday = Date.UTC(2026, 2, 2)

const stepMilliseconds = 5 * minute
const stepsPerFrame = 12

/** When the pump fails in the garden's day; the beds follow as the water does. */
export const failsAt = monday + 26 * hour
const lag: Readonly<Record<string, number>> = { pump: 0, 'bed-1': minute, 'bed-2': 2 * minute }

/** Small, regular and the same each time. */
function wobble(step: number, sensor: string): number {
  return Math.round(Math.sin(step * 1.7 + sensor.length) * 3) / 10
}

function measure(sensor: string, cell: string, at: number, step: number): number {
  const base = sensor === 'humidity' ? 60 : 20
  const failed = at >= failsAt + (lag[cell] ?? 0) && at < failsAt + hour
  const change = sensor === 'humidity' ? -30 : 15
  return Math.round((base + wobble(step, sensor) + (failed ? change : 0)) * 10) / 10
}

/** Thirty hours of pump and beds in hourly frames: calm, a failure of an hour that spreads, calm again. */
export function gardenDay(): ReportedFrame[] {
  const frames: ReportedFrame[] = []
  for (let first = 0; first < 30 * 12; first += stepsPerFrame)
    for (const cell of ['pump', 'bed-1', 'bed-2']) {
      const steps = Array.from({ length: stepsPerFrame }, (_, index) => first + index)
      frames.push({
        schemaVersion: 1,
        frame: `${cell}-${first}`,
        site: 'garden',
        cell,
        boot: 'b1',
        run: 'test',
        sentAt: monday + (first + stepsPerFrame) * stepMilliseconds,
        readings: steps.flatMap((step) =>
          ['temperature', 'humidity'].map((sensor) => {
            const at = monday + step * stepMilliseconds
            return { sensor, sequence: step, at, value: measure(sensor, cell, at, step) }
          }),
        ),
      })
    }
  return frames
}
