import type { SiteClock } from '#simulators/feeds/climate/site-clock.ts'
import { clamp, smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import { uniform } from '#simulators/feeds/noise/hash.ts'
import { wander } from '#simulators/feeds/noise/wander.ts'

/** Share of its people who are in a cell: homes empty by day, work by night, both later at weekends. */
export function occupancyAt(
  seed: number,
  work: number,
  clock: SiteClock,
  atSeconds: number,
  isHoliday = false,
) {
  const day = clock.civilDay(atSeconds)
  const weekday = (day + 4) % 7
  const resting = isHoliday || weekday === 0 || weekday === 6
  const late = (resting ? 1.2 : 0) + 0.7 * (uniform(seed, day) - 0.5)
  const hour = clock.civilHour(atSeconds) - late
  const away = smoothStep(hour, 6.5, 9) - smoothStep(hour, 15.5, 19)
  const lunch = smoothStep(hour, 11.5, 12.3) - smoothStep(hour, 12.9, 13.8)
  const home = 0.88 - (resting ? 0.2 : 0.5) * away + 0.08 * lunch
  const office = 0.14 + (resting ? 0.24 : 0.68) * away - 0.14 * lunch
  const share = home + (office - home) * work
  return clamp(share * (1 + 0.05 * wander(seed, atSeconds, 2_700)), 0.05, 1)
}
