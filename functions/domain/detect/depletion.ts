import type { Sensor } from '#domain/sensor.ts'
import { formatValue } from '#domain/words.ts'
import type { CellDetector, Finding } from './cell-detector.ts'
import {
  type Balance,
  closeStockHour,
  hearStock,
  hourMilliseconds,
  noStock,
  type StockState,
} from './stock-state.ts'
import { studentScore } from './student-tail.ts'

/** Farther off, there is time to look again tomorrow; a pump or a dose is set right within two working days. */
const shortDays = 3
/** Within a day, whoever is on shift should act. */
const urgentDays = 1
/** What is lost within one hour leaked or was never there: no use of a day goes so fast. */
const leapShare = 0.5
/** One in 10,000 on two hours in a row: a change of 24 hours differs little from that of an hour before. */
const sustained = 4

/** Tells when a stock is used up faster than it is filled, and so soon that somebody must act. */
export const depletion: CellDetector<StockState> = {
  name: 'depletion',
  version: 1,
  perSensor: true,
  initial: noStock,
  policy: {
    immediate: 8,
    sustained,
    holdReadings: 2,
    calm: 2,
    calmMilliseconds: 6 * hourMilliseconds,
  },
  step: (state, row, { sensors: [sensor] }) => {
    const value = sensor && row.values[sensor.sensor]
    if (!sensor || value === undefined || sensor.spentAt === null) return { state, finding: null }
    const hour = Math.floor(row.at / hourMilliseconds)
    if (hour === state.hour) return { state: hearStock(state, value), finding: null }
    const closed = closeStockHour(state, hour, sensor.resolution)
    const judged = closed.balance && judge(closed.balance, sensor.spentAt)
    const isLow = judged !== null && judged.score >= sustained
    const since = isLow ? state.since || state.hour * hourMilliseconds : 0
    return {
      state: hearStock({ ...closed.state, since }, value),
      finding: judged && findingOf(judged, sensor, since),
    }
  },
}

interface Judged {
  readonly balance: Balance
  readonly spentAt: number
  readonly score: number
  /** Days to the limit at the rate of the last 24 hours: as it is, and within two deviations of it. */
  readonly days: number
  readonly soonest: number
  readonly latest: number
}

function judge(balance: Balance, spentAt: number): Judged {
  const { level, change, deviation, steepest } = balance
  const stock = Math.max(0, level - spentAt)
  const daysAt = (rate: number) => (rate > 0 ? stock / rate : Number.POSITIVE_INFINITY)
  const soonest = daysAt(2 * deviation - change)
  const isLeap = steepest > leapShare * -change
  const isShort = change < 0 && soonest < shortDays && !isLeap
  const score = isShort ? studentScore(change / deviation) : 0
  return {
    ...{ balance, spentAt, score, soonest },
    days: daysAt(-change),
    latest: daysAt(-change - 2 * deviation),
  }
}

function findingOf(judged: Judged, sensor: Sensor, since: number): Finding {
  const { balance, score, soonest } = judged
  const { level, before, deviation } = balance
  return {
    sensor: sensor.sensor,
    score,
    value: level,
    expected: before,
    low: before - 2 * deviation,
    high: before + 2 * deviation,
    severity: soonest < urgentDays ? 'major' : 'warning',
    ...(since > 0 ? { onset: since } : {}),
    trouble: `${sensor.label} is used up faster than it is filled`,
    reason: () => reasonOf(judged, sensor),
  }
}

function reasonOf({ balance, spentAt, days, soonest, latest }: Judged, sensor: Sensor): string {
  const { level, change, lost, gained } = balance
  const show = (value: number) => formatValue(value, sensor.resolution, sensor.unit)
  const flows = lost > 0 ? ` (${show(lost)} lost, ${show(gained)} gained)` : ''
  const fall = `${sensor.label} has fallen by ${show(-change)} in 24 hours${flows}, cycle of the day left out`
  if (level <= spentAt)
    return `${fall}; at ${show(level)} it is below its limit of ${show(spentAt)}.`
  const span = `${inDays(soonest)} to ${inDays(latest)}`
  return `${fall}: ${inDays(days)} days (${span}) from ${show(level)} to its limit of ${show(spentAt)}.${cutOf(balance)}`
}

/** What is lost beyond what is gained is what must not be taken. */
function cutOf({ change, lost }: Balance): string {
  if (lost <= 0) return ''
  const share = Math.min(100, Math.max(1, Math.ceil((-100 * change) / lost)))
  return ` Cutting what is taken by ${share} % stops it.`
}

function inDays(days: number): string {
  return days < 99 ? days.toFixed(1) : 'over 99'
}
