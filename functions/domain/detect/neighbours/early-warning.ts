import type { CellDetector, Finding } from '#domain/detect/cell-detector.ts'
import { chanceOfBoth, kendallRise, type Rise } from '#domain/detect/kendall.ts'
import { hourMilliseconds } from '#domain/hour-summary.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { formatChance, formatValue } from '#domain/words.ts'
import { type Comparison, grainOf } from './comparison.ts'
import {
  advanceResilience,
  noResilience,
  type ResilienceDays,
  type ResilienceState,
} from './resilience-state.ts'

/** One in 10,000, if days had no order. Weather gives them some, hence the two bounds below. */
const tellScore = 4
/** One of the two alone is noise that grows, or weather that lasts: each must rise by itself. */
const eachChance = 0.05
const mostScore = 12
/**
 * Between the first and the last third of the days. The same disturbances, made good in a week instead of within the
 * hour, spread about twice as far within a day: at 1.9 six in seven such losses of three weeks were told and one in a
 * thousand healthy days of a stock, at 1.7 all of them and two and a half.
 */
const spreadGrowth = 1.8
const recoveryGrowth = 2
/** Of which not half is left after an hour is made good quickly still, whatever it was before. */
const slowMemory = 0.5
/** Less than that and the way back is over before the hour is; more, and three weeks do not show where it ends. */
const [leastMemory, mostMemory] = [0.05, 0.995]

export const earlyWarningName = 'early-warning'

/**
 * Tells when a stock comes back ever more slowly from what disturbs it: what one hour leaves to the next and its spread
 * both rise for weeks. That comes before a system tips (Scheffer et al., Nature 461, 2009), while its level still says
 * nothing. Against the neighbours, or three windy weeks would be a warning for all.
 */
export function earlyWarning(
  comparisons: ReadonlyMap<string, Comparison>,
): CellDetector<ResilienceState> {
  return {
    name: earlyWarningName,
    version: 1,
    perSensor: true,
    initial: noResilience,
    policy: {
      // It is judged once a day, of weeks: there is nothing to hold it for.
      ...{ immediate: tellScore, sustained: tellScore, holdReadings: 1 },
      ...{ calm: tellScore / 2, calmMilliseconds: 48 * hourMilliseconds },
    },
    step: (state, row, cell) => {
      const [sensor] = cell.sensors
      const value = sensor && row.values[sensor.sensor]
      const compared = sensor && comparisons.get(sensor.key)
      if (!sensor || value === undefined || !compared || compared.apart === null)
        return { state, finding: null }
      const { state: next, known } = advanceResilience(state, compared.hour, compared.apart)
      const finding = known && findingOf(judge(known), sensor, cell, value, compared.apart)
      return { state: next, finding }
    },
  }
}

/** Whether a site's sensor is a stock, which can run out. */
export function isStock({ spentAt }: Sensor): boolean {
  return spentAt !== null
}

interface Judged {
  readonly score: number
  readonly days: number
  readonly memory: Rise & Thirds
  readonly spread: Rise & Thirds
}

/** The medians of the first and of the last third. */
interface Thirds {
  readonly first: number
  readonly last: number
}

function judge({ days, memories, spreads }: ResilienceDays): Judged {
  const memory = { ...kendallRise(memories), ...thirdsOf(memories) }
  const spread = { ...kendallRise(spreads), ...thirdsOf(spreads) }
  const slowed = hoursToRecover(memory.last) / hoursToRecover(memory.first)
  const isClear =
    Math.max(memory.chance, spread.chance) <= eachChance &&
    spread.last >= spreadGrowth * spread.first &&
    slowed >= recoveryGrowth &&
    memory.last >= slowMemory
  const surprise = -Math.log10(chanceOfBoth(memory.chance, spread.chance))
  return { score: isClear ? Math.min(mostScore, surprise) : 0, days, memory, spread }
}

function thirdsOf(values: readonly number[]): Thirds {
  const third = Math.floor(values.length / 3)
  return { first: middleOf(values.slice(0, third)), last: middleOf(values.slice(-third)) }
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

/** Until a third of a disturbance is left. */
function hoursToRecover(memory: number): number {
  return -1 / Math.log(Math.min(mostMemory, Math.max(leastMemory, memory)))
}

function findingOf(
  judged: Judged,
  sensor: Sensor,
  cell: Cell,
  value: number,
  apart: number,
): Finding {
  const { score, spread } = judged
  const grain = grainOf(sensor)
  const expected = value - apart * grain
  const usual = 2 * spread.first * grain
  return {
    sensor: sensor.sensor,
    score,
    ...{ value, expected, low: expected - usual, high: expected + usual },
    // Weeks ahead there is time to look: it is noted, and calls nobody by itself.
    severity: 'info',
    trouble: `${sensor.label} recovers ever more slowly`,
    reason: () => reasonOf(judged, sensor, cell),
  }
}

function reasonOf({ score, days, memory, spread }: Judged, sensor: Sensor, { name }: Cell): string {
  const show = (size: number) => formatValue(size * grainOf(sensor), sensor.resolution, sensor.unit)
  const share = (one: number) => `${Math.round(100 * Math.max(0, one))} %`
  const rose = `what one hour leaves to the next rose from ${share(memory.first)} to ${share(memory.last)} (τ ${memory.tau.toFixed(2)})`
  const grew = `its spread from ${show(spread.first)} to ${show(spread.last)} (τ ${spread.tau.toFixed(2)})`
  return `${sensor.label} at ${name} comes back ever more slowly from what disturbs it: in ${days} days ${rose} and ${grew}, beside its neighbours; in days without order a chance of ${formatChance(score)}.`
}
