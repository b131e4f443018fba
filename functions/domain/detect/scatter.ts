import type { Cell, Sensor } from '#domain/sensor.ts'
import { formatClock, formatValue } from '#domain/words.ts'
import type { CellDetector, CellRow, Finding } from './cell-detector.ts'
import {
  closeHour,
  hearRow,
  noScatter,
  type ScatterState,
  type ScatterVerdict,
} from './scatter-state.ts'
import { studentScore } from './student-tail.ts'

/** How all sensors of a cell scatter, hour by hour. */
interface CellScatter {
  readonly hour: number
  readonly sensors: Readonly<Record<string, ScatterState>>
  /** Whose scatter is told of, until it is calm. */
  readonly lead: string
}

const hourMilliseconds = 3_600_000
/** Less than double, or more than a third, is no news to whoever keeps the sensor. */
const leastGrowth = Math.log(2)
const leastShrinkage = Math.log(3)
const policy = {
  // One in a million needs no second hour; one in 10,000 must hold for two.
  immediate: 6,
  sustained: 4,
  holdReadings: 2,
  calm: 2,
  calmMilliseconds: hourMilliseconds,
} as const

/** Tells when a sensor scatters more from reading to reading than it used to at this time of day, or hardly at all. */
export const scatter: CellDetector<CellScatter> = {
  name: 'scatter',
  version: 1,
  initial: { hour: 0, sensors: {}, lead: '' },
  policy,
  step: (state, row, cell) => {
    const hour = Math.floor(row.at / hourMilliseconds)
    const closed = hour === state.hour ? { state, finding: null } : close(state, hour, cell)
    return { state: hear(closed.state, row, cell), finding: closed.finding }
  },
}

function hear(state: CellScatter, row: CellRow, cell: Cell): CellScatter {
  const sensors: Record<string, ScatterState> = { ...state.sensors }
  for (const sensor of cell.sensors) {
    const value = row.values[sensor.sensor]
    if (value === undefined || !isMeasuring(sensor)) continue
    const before = sensors[sensor.sensor] ?? noScatter
    sensors[sensor.sensor] = hearRow(before, row.at, value, sensor.resolution)
  }
  return { ...state, sensors }
}

/** Controllers step by design, and people's means scatter with their number. */
function isMeasuring({ commanded, minimumPeople }: Sensor): boolean {
  return !commanded && minimumPeople === 0
}

interface Judged {
  readonly sensor: Sensor
  readonly verdict: ScatterVerdict
  readonly score: number
}

function close(state: CellScatter, hour: number, cell: Cell) {
  const end = (state.hour + 1) * hourMilliseconds
  const sensors: Record<string, ScatterState> = {}
  const judged: Judged[] = []
  for (const sensor of cell.sensors) {
    const before = state.sensors[sensor.sensor]
    if (!before) continue
    const closed = closeHour(before, end)
    sensors[sensor.sensor] = closed.state
    const { verdict } = closed
    if (verdict) judged.push({ sensor, verdict, score: scoreOf(verdict) })
  }
  const told = choose(judged, state.lead)
  const lead = told && told.score >= policy.calm ? told.sensor.sensor : ''
  return { state: { hour, sensors, lead }, finding: told ? findingOf(told, end) : null }
}

function scoreOf({ distance, deviation }: ScatterVerdict): number {
  if (distance < leastGrowth && distance > -leastShrinkage) return 0
  return studentScore(distance / deviation)
}

/** Whoever is told of stays until it is calm: one cell tells of one sensor at a time. */
function choose(judged: readonly Judged[], lead: string): Judged | undefined {
  const led = judged.find(({ sensor, score }) => sensor.sensor === lead && score >= policy.calm)
  return (
    led ?? judged.reduce<Judged | undefined>((a, b) => (a && a.score >= b.score ? a : b), undefined)
  )
}

function findingOf({ sensor, verdict, score }: Judged, end: number): Finding {
  const { distance, deviation, usual } = verdict
  const { label, resolution, unit } = sensor
  const value = spreadOf(usual + distance, resolution)
  const expected = spreadOf(usual, resolution)
  const grows = distance > 0
  return {
    sensor: sensor.sensor,
    score,
    value,
    expected,
    low: spreadOf(usual - 2 * deviation, resolution),
    high: spreadOf(usual + 2 * deviation, resolution),
    severity: 'warning',
    onset: end - hourMilliseconds,
    trouble: grows ? `${label} scatters ever more` : `${label} hardly scatters any more`,
    reason: () => {
      const show = (spread: number) => formatValue(spread, resolution / 10, unit)
      const since = formatClock(end - hourMilliseconds)
      return `${label} scatters by ${show(value)} from reading to reading since ${since}, usually by ${show(expected)} at this time of day.`
    },
  }
}

/**
 * The standard deviation of normal readings whose second differences have this mean logarithm:
 * those are √6 times as wide, and ln|z| is −0.635 on average.
 */
function spreadOf(logarithm: number, resolution: number): number {
  return (resolution * Math.exp(logarithm + 0.635)) / Math.sqrt(6)
}
