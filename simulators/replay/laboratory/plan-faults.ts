import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { Places } from '#simulators/feeds/faults/places.ts'
import { type FaultKind, type FaultSpec, openFault } from '#simulators/feeds/faults/registry.ts'
import { mix, uniform } from '#simulators/feeds/noise/hash.ts'
import type { Dice } from './dice.ts'
import { drafts } from './fault-drafts.ts'

export interface Plan {
  readonly from: number
  readonly to: number
  /** Nothing is wrong before, so that detectors know the world. */
  readonly faultsFrom: number
  readonly seed: number
  readonly ofEachKind: number
}

const attemptsEach = 200
/** What one trouble left behind must have settled before the next may touch the same sensor. */
const restMilliseconds = 2 * 3_600_000

/**
 * A few troubles of each kind, wherever and whenever they touch no sensor that another still touches. More would make
 * trouble the ordinary: a sensor that fails every other day has no ordinary days to be compared with.
 */
export function planFaults(places: Places, plan: Plan, kinds: readonly FaultKind[]): FaultSpec[] {
  const dice = diceOf(plan.seed)
  const placed: FaultLabel[] = []
  const faults: FaultSpec[] = []
  for (const kind of kinds.toSorted((a, b) => scopeOf(a) - scopeOf(b)))
    for (let one = 0; one < (wide.includes(kind) ? 1 : plan.ofEachKind); one += 1) {
      const found = tryToPlace(kind, places, plan, dice, placed)
      if (!found) break
      faults.push(found.spec)
      placed.push(found.label)
    }
  return faults.toSorted((a, b) => a.onset - b.onset)
}

/** What touches a whole site finds room first, and is there once, or nothing else would have any. */
const wide: readonly FaultKind[] = ['fragmentation', 'holiday', 'weather-front', 'total-outage']
const broad: readonly FaultKind[] = ['hub-failure', 'over-extraction', 'symbiogen-malfunction']

function scopeOf(kind: FaultKind): number {
  if (wide.includes(kind)) return 0
  return broad.includes(kind) ? 1 : 2
}

function tryToPlace(
  kind: FaultKind,
  places: Places,
  plan: Plan,
  dice: Dice,
  placed: readonly FaultLabel[],
) {
  for (let attempt = 0; attempt < attemptsEach; attempt += 1) {
    const spec = drafts[kind](places, dice, (hours) => placeInTime(plan, hours, dice))
    if (!spec || spec.end > plan.to) continue
    const { label } = openFault(spec, places)
    if (
      label.settledBy <= plan.to + restMilliseconds &&
      !placed.some((other) => meets(label, other))
    )
      return { spec, label }
  }
  return undefined
}

/** On a whole minute, so that every sampling sees the same onset. */
function placeInTime({ faultsFrom, to }: Plan, hours: number, dice: Dice) {
  const length = Math.max(1, Math.round(hours * 60)) * 60_000
  const onset = Math.floor(dice.between(faultsFrom, to - length) / 60_000) * 60_000
  return { onset, end: onset + length }
}

function meets(a: FaultLabel, b: FaultLabel): boolean {
  if (a.onset > b.settledBy + restMilliseconds || b.onset > a.settledBy + restMilliseconds)
    return false
  const touched = new Set(b.sensors)
  return a.sensors.some((sensor) => touched.has(sensor))
}

function diceOf(seed: number): Dice {
  let throws = 0
  const own = mix(seed, 0x1ab)
  const next = () => uniform(own, throws++)
  return {
    between: (low, high) => low + (high - low) * next(),
    pick: (items) => items[Math.floor(next() * items.length)],
  }
}
