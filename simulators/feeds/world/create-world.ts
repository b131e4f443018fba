import type { ReportedFrame } from '#domain/frame.ts'
import type { ReportBatch } from '#domain/people/report-batch.ts'
import type { Site } from '#domain/site.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { Places } from '#simulators/feeds/faults/places.ts'
import type { FaultSpec } from '#simulators/feeds/faults/registry.ts'
import type { FaultSchedule } from '#simulators/feeds/faults/schedule.ts'
import { openCellGateways } from './cell-gateways.ts'
import { openFaultDesk } from './fault-desk.ts'
import { openLivingSite, placeOf } from './open-site.ts'
import { refuseWithoutInstrument } from './refuse-fault.ts'
import { openReportDesk } from './report-desk.ts'
import { openSending } from './sending.ts'
import { spinUp, spinUpStart } from './spin-up.ts'

export interface WorldOptions {
  readonly sites: readonly Site[]
  readonly seed: number
  /** Epoch milliseconds of the first reading. */
  readonly from: number
  /** Marks this start of the gateways: their sequence numbers count from 0. */
  readonly boot: string
  /** Set where the frames are a replay's. */
  readonly run?: string
  readonly faults: FaultSchedule
  /** Instead of each sensor's own interval; a window of reports never gets shorter. */
  readonly sampleEverySeconds?: number
  readonly frameEverySeconds: number
  /** By "site.cell", where people report by themselves instead of through the gateway. */
  readonly peopleApart?: ReadonlySet<string>
}

export interface World {
  /** All frames sent by a moment that were not handed out before, in the order they were sent. */
  readonly framesUntil: (time: number) => ReportedFrame[]
  /** The last frames of a world that ends: readings before a moment, sent early if need be. */
  readonly closeAt: (time: number) => ReportedFrame[]
  /** What people said by themselves by a moment, and was not handed out before. */
  readonly reportsUntil: (time: number) => ReportBatch[]
  readonly inject: (fault: FaultSpec) => FaultLabel
  /** Ground truth of all faults taken up so far, those of the next ten minutes included. */
  readonly labels: () => readonly FaultLabel[]
}

export function createWorld(options: WorldOptions): World {
  const places: Places = new Map(options.sites.map((site) => [site.site, placeOf(site)]))
  const { peopleApart = new Set<string>() } = options
  const from = Math.ceil(options.from / 1_000)
  const desk = openFaultDesk(places, options.faults, spinUpStart(from) * 1_000)
  const living = [...places].map(([name, place]) =>
    openLivingSite(options.seed, place, desk.influence(name)),
  )
  const gateways = openCellGateways(living, desk, options)
  const people = openReportDesk(living, {
    ...{ boot: options.boot, fromSeconds: from, peopleApart },
  })
  let now = spinUpStart(from)
  const stepTo = (at: number) => {
    desk.advance(at * 1_000)
    for (const { models } of living) for (const model of models) model.step(at, at - now)
    people.hear()
    now = at
  }
  spinUp(from, (at) => {
    stepTo(at)
    gateways.warmUp(at)
  })
  const sending = openSending({ from, stepTo, gateways, pace: options })
  return {
    ...sending,
    reportsUntil: people.until,
    inject: (fault) => {
      refuseWithoutInstrument(places, peopleApart, fault)
      return desk.add(fault)
    },
    labels: desk.labels,
  }
}
