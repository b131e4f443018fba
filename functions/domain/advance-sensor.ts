import type { Anomaly } from './anomaly.ts'
import { type Arrived, expire, receive } from './arrival.ts'
import { rowsPerPage, scoreResolution } from './codec/page.ts'
import { quantise } from './codec/quantise.ts'
import type { Verdict } from './detect/detector.ts'
import { advanceFlatLine, flatLineName, flatLineVersion } from './detect/flat-line.ts'
import { seasonalSurprise } from './detect/seasonal-surprise.ts'
import type { Reading, Row } from './reading.ts'
import type { Sensor } from './sensor.ts'
import type { SensorState } from './sensor-state.ts'
import { hear, noSoundings, type Soundings } from './soundings.ts'
import { type Sighting, watchSensor } from './watch-sensor.ts'
import { formatChance, formatClock, formatDuration, formatValue } from './words.ts'

/** What a sensor's step leaves for the store and the bus. */
export interface SensorEffects {
  readonly anomalies: Anomaly[]
  readonly pages: Array<{ readonly sensor: Sensor; readonly rows: readonly Row[] }>
  readonly late: Array<{
    readonly sensor: Sensor
    readonly row: Row
    readonly sequence: number | null
  }>
  duplicates: number
}

export function receiveReading(
  state: SensorState,
  reading: Reading,
  sensor: Sensor,
  context: { readonly boot: string; readonly frame: string; readonly live: boolean },
  effects: SensorEffects,
): SensorState {
  const { arrival, arrived } = receive(state.arrival, reading, context.boot, context.frame)
  return settle(
    {
      ...state,
      arrival,
      soundings: soundOut(state, reading, sensor, context.live),
      live: context.live,
    },
    arrived,
    sensor,
    context.frame,
    effects,
  )
}

/** What only a replay told of is not waited for, so nothing is known of it when the sensor itself begins to report. */
function soundOut(state: SensorState, reading: Reading, sensor: Sensor, live: boolean): Soundings {
  if (!live) return state.soundings
  const known = state.live ? state.soundings : noSoundings
  return hear(known, reading.at, sensor.expectedIntervalSeconds * 1000)
}

export function expireGaps(
  state: SensorState,
  now: number,
  sensor: Sensor,
  frame: string,
  effects: SensorEffects,
): SensorState {
  if (state.arrival.pending.length === 0) return state
  const { arrival, arrived } = expire(state.arrival, now)
  return settle({ ...state, arrival }, arrived, sensor, frame, effects)
}

function settle(
  state: SensorState,
  arrived: readonly Arrived[],
  sensor: Sensor,
  frame: string,
  effects: SensorEffects,
): SensorState {
  let current = state
  for (const one of arrived) {
    if (one.kind === 'duplicate') effects.duplicates += 1
    else if (one.kind === 'late')
      effects.late.push({ sensor, row: unjudged(one.reading, 3), sequence: one.reading.sequence })
    else current = observe(current, one.reading, sensor, one.reading.frame ?? frame, effects)
  }
  return current
}

function unjudged(reading: Reading, flag: 2 | 3 | 4): Row {
  return {
    at: reading.at,
    value: reading.value,
    expected: null,
    low: null,
    high: null,
    score: null,
    flag,
  }
}

/** A reading in its order: judged, learned, kept. */
function observe(
  state: SensorState,
  reading: Reading,
  sensor: Sensor,
  frame: string,
  effects: SensorEffects,
): SensorState {
  if (reading.value < sensor.min || reading.value > sensor.max)
    return keep(state, unjudged(reading, 4), sensor, effects)
  const verdict = seasonalSurprise.score(state.surprise, reading, sensor)
  const row = rowOf(reading, verdict, sensor)
  const learned = {
    ...state,
    surprise: seasonalSurprise.learn(state.surprise, reading, sensor, verdict),
  }
  const surprised = sensor.commanded
    ? learned
    : watchSurprise(learned, row, verdict, sensor, frame, effects)
  return keep(watchFlatLine(surprised, row, sensor, frame, effects), row, sensor, effects)
}

function rowOf(reading: Reading, verdict: Verdict, sensor: Sensor): Row {
  const shown = (value: number | null) =>
    value === null ? null : quantise(value, sensor.resolution)
  return {
    at: reading.at,
    value: reading.value,
    expected: shown(verdict.expected),
    low: shown(verdict.low),
    high: shown(verdict.high),
    score: verdict.score === null ? null : quantise(verdict.score, scoreResolution),
    flag: verdict.score === null ? 2 : 1,
  }
}

function watchSurprise(
  state: SensorState,
  row: Row,
  verdict: Verdict,
  sensor: Sensor,
  frame: string,
  effects: SensorEffects,
): SensorState {
  const { score, expected, low, high } = row
  if (score === null || expected === null || low === null || high === null) return state
  const sighting: Sighting = {
    detector: seasonalSurprise.name,
    detectorVersion: seasonalSurprise.version,
    at: row.at,
    score,
    value: row.value,
    expected,
    low,
    high,
    severity: score >= 8 ? 'major' : 'warning',
    frame,
    reason: () => surpriseReason(row.at, row.value, low, high, score, verdict.basis, sensor),
  }
  return tell(watchSensor(state, 'surprise', sensor, sighting), effects)
}

function surpriseReason(
  at: number,
  value: number,
  low: number,
  high: number,
  score: number,
  basis: Verdict['basis'],
  sensor: Sensor,
): string {
  const seen = formatValue(value, sensor.resolution, sensor.unit)
  const from = formatValue(Math.max(low, sensor.min), sensor.resolution, '')
  const to = formatValue(Math.min(high, sensor.max), sensor.resolution, '')
  const by = basis === 'recent' ? 'going by the last hour' : 'at this time of day'
  return `${sensor.name} ${seen} at ${formatClock(at)}; ${from} to ${to} was expected ${by}; a chance of ${formatChance(score)}.`
}

function watchFlatLine(
  state: SensorState,
  row: Row,
  sensor: Sensor,
  frame: string,
  effects: SensorEffects,
): SensorState {
  if (sensor.commanded) return state
  const { state: flatLine, stuckSince } = advanceFlatLine(state.flatLine, row, sensor)
  const next = { ...state, flatLine }
  const expected = row.expected ?? row.value
  return tell(
    watchSensor(next, 'flat-line', sensor, {
      detector: flatLineName,
      detectorVersion: flatLineVersion,
      at: row.at,
      score: stuckSince === null ? 0 : 6,
      value: row.value,
      expected,
      low: row.low ?? expected,
      high: row.high ?? expected,
      severity: 'warning',
      frame,
      ...(stuckSince === null ? {} : { onset: stuckSince }),
      reason: () =>
        `${sensor.name} has said ${formatValue(row.value, sensor.resolution, sensor.unit)} for ${formatDuration(row.at - flatLine.since)}; its longest rest before was ${formatDuration(flatLine.longestRest)}. It looks stuck.`,
    }),
    effects,
  )
}

export function tell(step: ReturnType<typeof watchSensor>, effects: SensorEffects): SensorState {
  if (step.told) effects.anomalies.push(step.told)
  return step.state
}

function keep(state: SensorState, row: Row, sensor: Sensor, effects: SensorEffects): SensorState {
  const page = [...state.page, row]
  if (page.length < rowsPerPage) return { ...state, page, latest: row }
  effects.pages.push({ sensor, rows: page })
  return { ...state, page: [], latest: row }
}
