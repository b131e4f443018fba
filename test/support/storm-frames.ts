import type { ReportedFrame } from '#domain/frame.ts'
import { hubSite } from './storm.ts'

const second = 1_000
const stepsBefore = 6

/** Lately: of what is long past nobody is told. */
export function stormBegin(): number {
  return Math.floor(Date.now() / 60_000) * 60_000 - 300 * second
}

/** A minute of calm and a minute of trouble, every ten seconds a reading; each bed follows the hub in its own time. */
export function stormFrames(begin: number): ReportedFrame[] {
  const failsAt = begin + 60 * second
  return hubSite.cells.flatMap(({ cell, sensors = [] }, place) => {
    const reachedAt = failsAt + (cell === 'hub' ? 0 : 1 + ((place * 7) % 39)) * second
    return Array.from({ length: 2 * stepsBefore }, (_, step): ReportedFrame => {
      const at = begin + step * 10 * second
      return {
        ...{ schemaVersion: 1, frame: `${cell}-${step}`, site: hubSite.site, cell },
        ...{ boot: 'b1', run: 'storm', sentAt: at + second },
        readings: sensors.map((entry) => ({
          sensor: typeof entry === 'string' ? entry : entry.sensor,
          ...{ sequence: step, at, value: at >= reachedAt ? 40 : 20 + (step % 3) / 10 },
        })),
      }
    })
  })
}

/** Above 30 is told at once. */
export function limitWithoutLearning(from: number) {
  return {
    parameters: { scope: `site:${hubSite.site}` },
    body: {
      ...{ settings: { above: { tell: 30, recover: 28 } }, basedOn: 0, from },
      ...{ by: 'Ada', reason: 'a limit that needs no learning' },
    },
  }
}
