import { localTime } from '#domain/local-clock.ts'
import { weekdays } from '#domain/week.ts'
import type { Hours } from './routing.ts'

/** Whether a moment falls into the hours, by the clock on the wall of their time zone. */
export function isWithinHours({ days, from, to, timeZone }: Hours, at: number): boolean {
  const wall = new Date(localTime(at, timeZone))
  const time = wall.toISOString().slice(11, 16)
  const day = (wall.getUTCDay() + 6) % 7
  const isOn = (index: number) => !days || days.some((name) => name === weekdays[(index + 7) % 7])
  // The whole day, where both ends are one.
  if (from === to) return isOn(day)
  if (from < to) return isOn(day) && from <= time && time < to
  return (isOn(day) && time >= from) || (isOn(day - 1) && time < to)
}
