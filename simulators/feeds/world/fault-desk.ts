import type {
  Delivery,
  Distortion,
  Disturbance,
  FaultLabel,
  OpenFault,
} from '#simulators/feeds/faults/fault.ts'
import type { Places } from '#simulators/feeds/faults/places.ts'
import { type FaultSpec, openFault } from '#simulators/feeds/faults/registry.ts'
import type { FaultSchedule } from '#simulators/feeds/faults/schedule.ts'
import type { Influence } from '#simulators/feeds/feed-model.ts'

/** Keeps the faults that are at work, and forgets those whose after-effects have passed. */
export interface FaultDesk {
  readonly add: (spec: FaultSpec) => FaultLabel
  /** Takes up all faults due before a moment. */
  readonly advance: (until: number) => void
  readonly influence: (site: string) => Influence
  readonly distortions: (sensorKey: string) => readonly Distorter[]
  /** What happens to a cell's frames on their way, where something does. */
  readonly deliveries: (site: string, cell: string) => readonly Deliverer[]
  readonly labels: () => readonly FaultLabel[]
}

export interface Distorter {
  readonly onset: number
  readonly end: number
  readonly distort: Distortion
  readonly isUnlimited: boolean
}

export interface Deliverer {
  readonly onset: number
  readonly end: number
  readonly deliver: Delivery
}

const day = 86_400_000
/** Faults that began this long before a world are still taken up: their end may lie ahead. */
const lookBack = 30 * day
const lookAhead = 600_000
const none: readonly Distorter[] = []
const undisturbed: readonly Deliverer[] = []

interface Desk {
  active: OpenFault[]
  /** Disturbances by what they change, for a site may have thousands of cells. */
  readonly disturbances: Map<string, Disturbance[]>
  readonly labels: FaultLabel[]
  readonly distorters: Map<string, Distorter[]>
}

export function openFaultDesk(places: Places, schedule: FaultSchedule, from: number): FaultDesk {
  const desk: Desk = { active: [], disturbances: new Map(), labels: [], distorters: new Map() }
  let takenUp = from - lookBack
  const add = (spec: FaultSpec) => addFault(desk, openFault(spec, places))
  const takeUp = (spec: FaultSpec) => {
    const fault = openFault(spec, places)
    if (fault.label.settledBy >= from) addFault(desk, fault)
  }
  return {
    add,
    advance: (until) => {
      if (until < takenUp) return
      for (const spec of schedule(takenUp, until + lookAhead)) takeUp(spec)
      takenUp = until + lookAhead
      forgetSettled(desk, Math.max(until - lookAhead, from))
    },
    influence: (site) => (name, cell, atSeconds) => influenceOf(desk, site, name, cell, atSeconds),
    distortions: (sensorKey) => desk.distorters.get(sensorKey) ?? none,
    deliveries: (site, cell) => deliveriesOf(desk, site, cell),
    labels: () => desk.labels,
  }
}

function addFault(desk: Desk, fault: OpenFault): FaultLabel {
  const { label, distort, isUnlimited = false } = fault
  desk.active.push(fault)
  disturb(desk, fault)
  desk.labels.push(label)
  if (distort) {
    const distorter = { onset: label.onset, end: label.end, distort, isUnlimited }
    for (const key of label.sensors)
      desk.distorters.set(key, [...(desk.distorters.get(key) ?? []), distorter])
  }
  return label
}

function forgetSettled(desk: Desk, before: number): void {
  if (desk.active.every(({ label }) => label.settledBy >= before)) return
  desk.active = desk.active.filter(({ label }) => label.settledBy >= before)
  desk.disturbances.clear()
  for (const fault of desk.active) disturb(desk, fault)
  for (const [key, distorters] of desk.distorters) {
    const rest = distorters.filter(({ end }) => end >= before)
    if (rest.length > 0) desk.distorters.set(key, rest)
    else desk.distorters.delete(key)
  }
}

function disturb({ disturbances }: Desk, { label, disturbances: added }: OpenFault): void {
  for (const disturbance of added) {
    const key = `${disturbance.name} ${label.site} ${disturbance.cell}`
    disturbances.set(key, [...(disturbances.get(key) ?? []), disturbance])
  }
}

function deliveriesOf({ active }: Desk, site: string, cell: string): readonly Deliverer[] {
  if (active.length === 0) return undisturbed
  return active.flatMap(({ label, deliver }) =>
    deliver && label.site === site && label.expectedCells.includes(cell)
      ? [{ onset: label.onset, end: label.end, deliver }]
      : [],
  )
}

function influenceOf(desk: Desk, site: string, name: string, cell: string, atSeconds: number) {
  if (desk.disturbances.size === 0) return 1
  let product = 1
  for (const { factor } of desk.disturbances.get(`${name} ${site} ${cell}`) ?? [])
    product *= factor(atSeconds * 1_000)
  return product
}
