import type { Anomaly } from './anomaly.ts'
import { type Arrived, expire, receive } from './arrival.ts'
import { keepRow } from './chart-page.ts'
import { advanceFlatLine, type FlatLineStep } from './detect/flat-line.ts'
import { rarity } from './detect/rarity.ts'
import type { Rarity, RarityVerdict } from './detect/rarity-state.ts'
import type { Settled } from './gather-rows.ts'
import { watchLimits } from './policies/watch-limits.ts'
import { type Assessment, assess } from './quality/assess.ts'
import { correct } from './quality/calibration.ts'
import { meet } from './quality/neighbours.ts'
import { digit, failed, notEvaluated, suspect } from './quality/outcomes.ts'
import { judged, lateRow, unjudged } from './quality/rows.ts'
import { watchFlatLine } from './quality/watch-flat-line.ts'
import { watchRange } from './quality/watch-range.ts'
import type { Reading, Row } from './reading.ts'
import type { Sensor } from './sensor.ts'
import type { SensorState, Watch } from './sensor-state.ts'
import { hear, noSoundings, type Soundings } from './soundings.ts'
import { watchRarity } from './watch-rarity.ts'
import type { watchSensor } from './watch-sensor.ts'

/** What a sensor's step leaves for the store and the bus. */
export interface SensorEffects {
  readonly anomalies: Anomaly[]
  readonly pages: Array<{ readonly sensor: Sensor; readonly rows: readonly Row[] }>
  readonly late: Array<{
    readonly sensor: Sensor
    readonly row: Row
    readonly sequence: number | null
  }>
  /** Sound readings in their order, for what looks at several sensors. */
  readonly settled: Settled[]
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
  const next: NextState = { ...state }
  next.arrival = arrival
  next.soundings = soundOut(state, reading, sensor, context)
  next.live = context.live
  return settle(next, arrived, sensor, context.frame, effects)
}

/** The one copy that is made for a reading, and that its steps fill in. */
type NextState = { -readonly [Field in keyof SensorState]: SensorState[Field] }

/**
 * What only a replay told of is not waited for, so nothing is known of it when the sensor itself begins to report.
 * A gateway that restarted says itself why it was not heard; who was known to be silent was silent all the same.
 */
function soundOut(
  { soundings, arrival, live, watches }: SensorState,
  reading: Reading,
  sensor: Sensor,
  context: { readonly boot: string; readonly live: boolean },
): Soundings {
  if (!context.live) return soundings
  const interval = sensor.expectedIntervalSeconds * 1000
  const sounding = [reading.at, reading.value] as const
  if (!live) return hear(noSoundings, sounding, interval)
  const { sequence } = reading
  const restarted = sequence !== null && arrival.boot !== '' && context.boot !== arrival.boot
  const isFirst = restarted && context.boot !== arrival.previousBoot
  if (!isFirst || watches.silence.anomaly !== null) return hear(soundings, sounding, interval)
  const { cadenceMilliseconds } = soundings
  return hear({ ...noSoundings, cadenceMilliseconds }, sounding, interval)
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
  next: NextState,
  arrived: readonly Arrived[],
  sensor: Sensor,
  frame: string,
  effects: SensorEffects,
): SensorState {
  let current = next
  for (const one of arrived) {
    if (one.kind === 'duplicate') effects.duplicates += 1
    else if (one.kind === 'late')
      effects.late.push({
        sensor,
        row: lateRow(one.reading, sensor),
        sequence: one.reading.sequence,
      })
    else current = observe(current, one.reading, sensor, one.reading.frame ?? frame, effects)
  }
  return current
}

/** A reading in its order: judged, learned, kept. */
function observe(
  next: NextState,
  reading: Reading,
  sensor: Sensor,
  frame: string,
  effects: SensorEffects,
): SensorState {
  const corrected = correct(reading, sensor)
  const { at, value } = corrected
  const { neighbours: known, rarity: before } = next
  const found = assess(known, at, value, sensor)
  if (found.isFailed) {
    next.neighbours = meet(known, at, value, found, false, sensor.resolution)
    const row = unjudged(corrected, found.tests)
    keep(next, row, found, sensor, effects)
    return tell(watchRange(next, row, true, sensor, frame), effects)
  }
  effects.settled.push({ sensor: sensor.sensor, at, value, frame })
  const verdict = rarity.score(before, corrected, sensor)
  const flat = sensor.commanded
    ? null
    : advanceFlatLine(next.flatLine, corrected, sensor, known.interval)
  const outcome = flat?.outcome ?? notEvaluated
  const row = judged(corrected, verdict, found.tests + digit('flat-line', outcome), sensor)
  keep(next, row, found, sensor, effects)
  next.neighbours = meet(known, at, value, found, outcome >= suspect, sensor.resolution)
  if (flat) next.flatLine = flat.state
  if (outcome !== failed) next.rarity = rarity.learn(before, corrected, sensor, verdict)
  const watched = flat ? watch(next, before, row, verdict, flat, sensor, frame, effects) : next
  const ruled =
    sensor.instructions || next.courses
      ? tell(watchLimits(watched, row, sensor, frame), effects)
      : watched
  return next.courses?.range ? tell(watchRange(ruled, row, false, sensor, frame), effects) : ruled
}

/** What a stuck sensor says is told as such, and is no surprise besides. */
function watch(
  state: SensorState,
  before: Rarity,
  row: Row,
  verdict: RarityVerdict,
  flat: FlatLineStep,
  sensor: Sensor,
  frame: string,
  effects: SensorEffects,
): SensorState {
  const isInstructed = sensor.instructions !== undefined || state.courses !== null
  const surprised =
    flat.outcome === failed
      ? state
      : tell(watchRarity(state, before, row, verdict, sensor, frame, isInstructed), effects)
  // Nearly every reading finds nothing, so nothing is put into words for it.
  if (flat.outcome !== failed && isQuiet(state, 'flat-line') && !state.courses?.rest)
    return surprised
  return tell(watchFlatLine(surprised, row, flat, sensor, frame), effects)
}

function isQuiet(state: SensorState, watch: Watch): boolean {
  return state.watches[watch].episode.state === 'quiet'
}

export function tell(step: ReturnType<typeof watchSensor>, effects: SensorEffects): SensorState {
  for (const anomaly of step.told) effects.anomalies.push(anomaly)
  return step.state
}

function keep(
  next: NextState,
  row: Row,
  { spike }: Assessment,
  sensor: Sensor,
  effects: SensorEffects,
): void {
  const { page, sealed } = keepRow(next.page, row, spike)
  if (sealed) effects.pages.push({ sensor, rows: sealed })
  next.page = page
  next.latest = row
}
