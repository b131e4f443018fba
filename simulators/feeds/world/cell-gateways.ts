import type { ReportedFrame } from '#domain/frame.ts'
import type { Sensor } from '#domain/sensor.ts'
import { openCellGateway } from './cell-gateway.ts'
import type { FaultDesk } from './fault-desk.ts'
import type { LivingSite } from './open-site.ts'
import { openSensorSampler, type SensorSampler } from './sensor-sampler.ts'

/** All gateways of a world, treated as one. */
export interface CellGateways {
  readonly intervals: readonly number[]
  readonly warmUp: (at: number) => void
  readonly sample: (before: number, until: number) => void
  /** Frames in the order they are sent. */
  readonly send: (at: number) => ReportedFrame[]
}

export interface Sending {
  readonly seed: number
  readonly boot: string
  readonly run?: string
  readonly sampleEverySeconds?: number
  readonly frameEverySeconds: number
}

export function openCellGateways(
  sites: readonly LivingSite[],
  desk: FaultDesk,
  options: Sending,
): CellGateways {
  const { boot, run, frameEverySeconds } = options
  const cells = sites
    .flatMap((site) => site.cells)
    .map((living) => ({ ...living.cell, samplers: samplersOf(living, desk, options) }))
  const gateways = cells.map(({ site, cell, samplers }) =>
    openCellGateway({ site, cell, boot, run, frameEverySeconds }, samplers),
  )
  const samplers = cells.flatMap((cell) => cell.samplers)
  return {
    intervals: samplers.map(({ intervalSeconds }) => intervalSeconds),
    warmUp: (at) => {
      for (const sampler of samplers) sampler.warmUp(at)
    },
    sample: (before, until) => {
      for (const gateway of gateways) gateway.sample(before, until)
    },
    send: (at) => gateways.flatMap((gateway) => gateway.send(at)).sort(bySending),
  }
}

function samplersOf(
  { cell, model }: LivingSite['cells'][number],
  desk: FaultDesk,
  { seed, sampleEverySeconds }: Sending,
): SensorSampler[] {
  return cell.sensors.flatMap((sensor) => {
    const probe = model.probe(cell, sensor)
    if (!probe) return []
    return [openSensorSampler(seed, sensor, probe, intervalOf(sensor, sampleEverySeconds), desk)]
  })
}

/** A mean over people is reported once for each closed window, however often others are sampled. */
function intervalOf(sensor: Sensor, sampleEverySeconds: number | undefined): number {
  const wanted = sampleEverySeconds ?? sensor.expectedIntervalSeconds
  return sensor.minimumPeople > 0 ? Math.max(wanted, sensor.expectedIntervalSeconds) : wanted
}

function bySending(a: ReportedFrame, b: ReportedFrame): number {
  return a.sentAt - b.sentAt || compare(a.site, b.site) || compare(a.cell, b.cell)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
