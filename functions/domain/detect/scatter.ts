import type { Sensor } from '#domain/sensor.ts'
import { formatClock, formatValue } from '#domain/words.ts'
import type { CellDetector, Finding } from './cell-detector.ts'
import { hourMilliseconds } from './daily-profile.ts'
import { decadesOf } from './normal-tail.ts'
import {
  closeHour,
  hearRow,
  noScatter,
  type ScatterLook,
  type ScatterState,
} from './scatter-state.ts'
import { studentScore } from './student-tail.ts'

/** A doubling is news to whoever keeps the sensor, though it be measured a little short; so is less than a third. */
const leastGrowth = Math.log(1.6)
const leastShrinkage = Math.log(3)

/** One in 1,000 must hold for three hours, which single ones do by chance once in 10⁹; one in a million needs no second. */
const sustained = 3
/** From when on something goes on: one in 100 for an hour, one in ten for the mean of the last ones, which lags behind. */
const beginning = { hour: 2, recent: 1 }

/** Tells when a sensor scatters more from reading to reading than it used to at this time of day, or hardly at all. */
export const scatter: CellDetector<ScatterState> = {
  name: 'scatter',
  version: 2,
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
  const { hour, recent, usual } = verdict
  const scores = { hour: studentScore(hour.distance / hour.deviation), recent: meanScore(recent) }
  const goesOn = scores.hour >= beginning.hour || scores.recent >= beginning.recent
  const since = goesOn ? before.since || began : 0
  const told = { hour: isNews(hour) ? scores.hour : 0, recent: isNews(recent) ? scores.recent : 0 }
  // The mean lags behind, so what an hour shows by itself is told in its figures.
  const look = told.hour >= sustained || told.hour >= told.recent ? hour : recent
  const score = Math.max(told.hour, told.recent)
  return {
    state: { ...state, since },
    finding: findingOf(sensor, look, usual, score, since || began),
  }
}

/** Controllers step by design, and people's means scatter with their number. */
function isMeasuring({ commanded, minimumPeople }: Sensor): boolean {
  return !commanded && minimumPeople === 0
}

function isNews({ distance }: ScatterLook): boolean {
  return distance >= leastGrowth || distance <= -leastShrinkage
}

/** A mean of many hours has the tails of the normal one; either side counts. */
function meanScore({ distance, deviation }: ScatterLook): number {
  return Math.max(0, decadesOf(Math.abs(distance) / deviation) - Math.log10(2))
}

function findingOf(
  sensor: Sensor,
  { distance, deviation }: ScatterLook,
  usual: number,
  score: number,
  onset: number,
): Finding {
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
