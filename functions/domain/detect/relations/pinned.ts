import type { Sensor } from '#domain/sensor.ts'
import type { Group } from './group.ts'

/** At the end of its range, within what noise and rounding leave. */
const endShare = 0.01
/** A valve that is only ever open or shut is at an end always, and says what it does by that. */
const mostlyShare = 0.5
/** A day at a row a minute: long enough for its nights. */
const memoryRows = 1_440

/**
 * A controller at the end of its range has nothing left to give, so what it commands cannot follow:
 * a hard frost is no fault of the sensors. Returns whether the row must be passed over.
 */
export function isPinned(group: Group, sensors: readonly Sensor[]): boolean {
  const pinned = sensors.some((sensor, index) => isAtEnd(group, index, sensor))
  const weight = 1 / Math.min(group.seen, memoryRows)
  group.pinnedShare += ((pinned ? 1 : 0) - group.pinnedShare) * weight
  return pinned && group.pinnedShare < mostlyShare
}

function isAtEnd(group: Group, index: number, { commanded, min, max }: Sensor): boolean {
  if (!commanded || (group.heard[index] ?? 0) === 0) return false
  const margin = endShare * (max - min)
  const recent = group.recent[index] ?? 0
  return recent >= max - margin || recent <= min + margin
}
