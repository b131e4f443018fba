import { maximumReadingsPerFrame, type ReportedFrame, type ReportedReading } from '#domain/frame.ts'
import { mix, placeSeed } from '#simulators/feeds/noise/hash.ts'
import type { SensorSampler } from './sensor-sampler.ts'

/** Collects the readings of one cell and sends them as frames. */
export interface CellGateway {
  /** Takes what is due in (before, until], seconds. */
  readonly sample: (before: number, until: number) => void
  /** Everything collected since the last time; nothing where no sensor reported. */
  readonly send: (atSeconds: number) => readonly ReportedFrame[]
}

export interface GatewayAddress {
  readonly site: string
  readonly cell: string
  readonly boot: string
  readonly run?: string | undefined
  readonly frameEverySeconds: number
}

const longestFrameName = 128

export function openCellGateway(
  address: GatewayAddress,
  samplers: readonly SensorSampler[],
): CellGateway {
  const delay = delayOf(address)
  let readings: ReportedReading[] = []
  let index = 0
  const frameOf = (part: readonly ReportedReading[], sentAt: number): ReportedFrame => ({
    schemaVersion: 1,
    frame: frameName(address, index++),
    site: address.site,
    cell: address.cell,
    sentAt,
    boot: address.boot,
    ...(address.run === undefined ? {} : { run: address.run }),
    readings: part,
  })
  return {
    sample: (before, until) => {
      for (const sampler of samplers) takeDue(sampler, before, until, readings)
    },
    send: (atSeconds) => {
      const frames: ReportedFrame[] = []
      for (let start = 0; start < readings.length; start += maximumReadingsPerFrame) {
        const part = readings.slice(start, start + maximumReadingsPerFrame)
        frames.push(frameOf(part, atSeconds * 1_000 + delay + frames.length))
      }
      readings = []
      return frames
    },
  }
}

function takeDue(sampler: SensorSampler, before: number, until: number, into: ReportedReading[]) {
  const { intervalSeconds, sample } = sampler
  const first = (Math.floor(before / intervalSeconds) + 1) * intervalSeconds
  for (let at = first; at <= until; at += intervalSeconds) {
    const reading = sample(at)
    if (reading) into.push(reading)
  }
}

/** Gateways send a little apart, up to two seconds after the readings, each always at the same beat. */
function delayOf({ site, cell, frameEverySeconds }: GatewayAddress): number {
  const longest = Math.min(1_900, 700 * frameEverySeconds)
  return 50 + (mix(placeSeed(0, site, cell), 7) % longest)
}

function frameName({ boot, site, cell }: GatewayAddress, index: number): string {
  const name = `${boot}-${site}-${cell}-${index}`
  if (name.length <= longestFrameName) return name
  return `${boot.slice(0, 64)}-${placeSeed(1, boot, site, cell).toString(36)}-${index}`
}
