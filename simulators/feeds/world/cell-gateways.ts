import type { Sensor } from '#domain/sensor.ts'
import type { Sent } from '#simulators/feeds/faults/fault.ts'
import { type CellGateway, openCellGateway } from './cell-gateway.ts'
import type { Deliverer, FaultDesk } from './fault-desk.ts'
import type { LivingSite } from './open-site.ts'
import { openSensorSampler, type SensorSampler } from './sensor-sampler.ts'

/** All gateways of a world, treated as one. */
export interface CellGateways {
  readonly intervals: readonly number[]
  readonly warmUp: (at: number) => void
  readonly sample: (before: number, until: number) => void
  /** Frames in the order they arrive. */
  readonly send: (at: number) => Sent[]
}

export interface Sending {
  readonly seed: number
  readonly boot: string
  readonly run?: string
  readonly sampleEverySeconds?: number
  readonly frameEverySeconds: number
  /** By "site.cell", where people report by themselves: no gateway speaks for them. */
  readonly peopleApart?: ReadonlySet<string>
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
    throughFaults(openCellGateway({ site, cell, boot, run, frameEverySeconds }, samplers), () =>
      desk.deliveries(site, cell),
    ),
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
  { seed, sampleEverySeconds, peopleApart }: Sending,
): SensorSampler[] {
  const areApart = peopleApart?.has(`${cell.site}.${cell.cell}`) ?? false
  return cell.sensors.flatMap((sensor) => {
    if (areApart && sensor.minimumPeople > 0) return []
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

/** A frame is due when it is sent, unless something happens to it on its way. */
function throughFaults(gateway: CellGateway, deliveries: () => readonly Deliverer[]) {
  return {
    sample: gateway.sample,
    send: (at: number): Sent[] => {
      const sent = gateway.send(at).map((frame): Sent => ({ dueAt: frame.sentAt, frame }))
      return deliveries().reduce(
        (all, { onset, end, deliver }) =>
          all.flatMap((one) => (one.dueAt >= onset && one.dueAt < end ? deliver(one) : [one])),
        sent,
      )
    },
  }
}

export function bySending(a: Sent, b: Sent): number {
  return (
    a.dueAt - b.dueAt || compare(a.frame.site, b.frame.site) || compare(a.frame.cell, b.frame.cell)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
