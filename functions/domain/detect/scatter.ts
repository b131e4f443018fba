import type { Sensor } from '#domain/sensor.ts'
import { formatClock, formatValue } from '#domain/words.ts'
import type { CellDetector, Finding } from './cell-detector.ts'
import {
  closeHour,
  hearRow,
  noScatter,
  type ScatterState,
  type ScatterVerdict,
} from './scatter-state.ts'
import { studentScore } from './student-tail.ts'

const hourMilliseconds = 3_600_000
/** Less than double, or more than a third, is no news to whoever keeps the sensor. */
const leastGrowth = Math.log(2)
const leastShrinkage = Math.log(3)

/** One in 1,000 must hold for three hours, which chance does once in 10⁹; one in a million needs no second hour. */
const sustained = 3

/** Tells when a sensor scatters more from reading to reading than it used to at this time of day, or hardly at all. */
export const scatter: CellDetector<ScatterState> = {
  name: 'scatter',
  version: 1,
  perSensor: true,
  initial: noScatter,
  policy: {
    immediate: 6,
    sustained,
    holdReadings: 3,
    calm: 2,
    calmMilliseconds: hourMilliseconds,
  },
  step: (state, row, { sensors: [sensor] }) => {
    const value = sensor && row.values[sensor.sensor]
    if (!sensor || value === undefined || !isMeasuring(sensor)) return { state, finding: null }
    const hour = Math.floor(row.at / hourMilliseconds)
    const isOver = state.at > 0 && hour !== Math.floor(state.at / hourMilliseconds)
    const closed = isOver ? judgeHour(state, sensor) : { state, finding: null }
    return {
      state: hearRow(closed.state, row.at, value, sensor.resolution),
      finding: closed.finding,
    }
  },
}

function judgeHour(before: ScatterState, sensor: Sensor) {
  const { state, verdict } = closeHour(before)
  if (!verdict) return { state: { ...state, since: 0 }, finding: null }
  const began = before.at - (before.at % hourMilliseconds)
  const score = scoreOf(verdict)
  const since = score < sustained ? 0 : before.since || began
  return { state: { ...state, since }, finding: findingOf(sensor, verdict, score, since || began) }
}

/** Controllers step by design, and people's means scatter with their number. */
function isMeasuring({ commanded, minimumPeople }: Sensor): boolean {
  return !commanded && minimumPeople === 0
}

function scoreOf({ distance, deviation }: ScatterVerdict): number {
  if (distance < leastGrowth && distance > -leastShrinkage) return 0
  return studentScore(distance / deviation)
}

function findingOf(sensor: Sensor, verdict: ScatterVerdict, score: number, onset: number): Finding {
  const { distance, deviation, usual } = verdict
  const { label, resolution, unit } = sensor
  const value = spreadOf(usual + distance, resolution)
  const expected = spreadOf(usual, resolution)
  return {
    sensor: sensor.sensor,
    score,
    value,
    expected,
    low: spreadOf(usual - 2 * deviation, resolution),
    high: spreadOf(usual + 2 * deviation, resolution),
    severity: 'warning',
    onset,
    trouble: distance > 0 ? `${label} scatters ever more` : `${label} hardly scatters any more`,
    reason: () => {
      const show = (spread: number) => formatValue(spread, resolution / 10, unit)
      return `${label} scatters by ${show(value)} from reading to reading since ${formatClock(onset)}, usually by ${show(expected)} at this time of day.`
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
