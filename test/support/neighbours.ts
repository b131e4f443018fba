import type { Anomaly } from '#domain/anomaly.ts'
import {
  hearHours,
  type NeighbourState,
  noNeighbourState,
} from '#domain/detect/neighbours/hear-hours.ts'
import type { HourSummary } from '#domain/hour-summary.ts'
import type { Cell } from '#domain/sensor.ts'
import { Site } from '#domain/site.ts'
import { cellsOf } from './sites.ts'

export const names = ['north', 'east', 'south', 'west', 'loft'] as const
export const firstHour = Date.UTC(2026, 2, 2) / 3_600_000

/** Five greenhouses of a kind. */
export const nursery = Site.parse({
  schemaVersion: 1,
  site: 'nursery',
  name: 'Nursery',
  metrics: {
    humidity: { label: 'Humidity', unit: '%', resolution: 0.1, limits: { min: 0, max: 100 } },
  },
  cells: names.map((cell) => ({ cell, name: `House ${cell}`, sensors: ['humidity'] })),
})
export const houses = [...cellsOf(nursery).values()]
/** The same, of something that can run out. */
export const stocks: Cell[] = houses.map((cell) => ({
  ...cell,
  sensors: cell.sensors.map((sensor) => ({ ...sensor, spentAt: 10 })),
}))

type Course = (cell: string, hour: number) => number | null

/** A day's swing that all share, weather that takes all with it, and each house's own small unrest. */
export const usualCourse = (cell: string, hour: number): number => {
  const place = names.indexOf(cell as (typeof names)[number])
  const day = (4 + place) * Math.sin((hour / 24) * 2 * Math.PI)
  const weather = 6 * Math.sin(hour / 41)
  return 50 + 5 * place + day + weather + 0.4 * Math.sin(hour * (1.3 + place / 7) + place)
}

/** What every house says in so many hours, hour by hour; where it says null it was silent. */
export function summaries(hours: number, course: Course = usualCourse): HourSummary[] {
  return Array.from({ length: hours }, (_, hour) => hour).flatMap((hour) =>
    names.map((cell) => {
      const value = course(cell, hour)
      return {
        ...{ site: 'nursery', cell, hour: firstHour + hour, frame: `${cell}-${hour}` },
        previous: hour === 0 ? null : firstHour + hour - 1,
        values: value === null ? {} : { humidity: value },
      }
    }),
  )
}

/** Heard in batches, stored and read again after each. */
export function hearAll(batches: ReadonlyArray<readonly HourSummary[]>, cells = houses) {
  let state: NeighbourState = noNeighbourState
  const told: Anomaly[] = []
  for (const batch of batches) {
    const step = hearHours(state, batch, cells)
    state = JSON.parse(JSON.stringify(step.state)) as NeighbourState
    told.push(...step.anomalies)
  }
  return { state, told }
}
