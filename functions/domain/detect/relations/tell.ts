import type { Sensor } from '#domain/sensor.ts'
import { formatChance, formatClock, formatValue } from '#domain/words.ts'
import type { Contributor, Finding } from '../cell-detector.ts'
import type { Group } from './group.ts'
import { type Judged, strangeScore } from './judge.ts'
import { reachOf } from './student.ts'

/** What fits is what nine hundred and ninety-nine of a thousand rows would show, and all that was seen twice. */
const normalDeviationsOfBand = 3.29
const highestScore = 12
const majorScore = 8
/** Decades: the first is shown by one row in ten, so it is no part of what is strange. */
const ordinaryDecades = 1
/** Less than one part in twenty helps nobody on shift. */
const leastShare = 0.05

export interface Strangest {
  readonly group: Group
  readonly sensors: readonly Sensor[]
  readonly judged: readonly Judged[]
  readonly worst: Judged
  readonly at: number
}

export function tell(strangest: Strangest): Finding | null {
  const { group, sensors, judged, worst } = strangest
  const sensor = sensors[worst.sensor]
  if (!sensor) return null
  const value = group.recent[worst.sensor] ?? 0
  const expected = value - worst.departure * worst.deviation
  const reach = reachIn(group, worst)
  const score = Math.min(highestScore, worst.score)
  const band = { score, value, expected, low: expected - reach, high: expected + reach }
  const isRelation = worst.channel < sensors.length
  const contributors = score < strangeScore ? [] : contributorsOf(judged, sensors)
  return {
    ...band,
    sensor: sensor.sensor,
    severity: score >= majorScore ? 'major' : 'warning',
    ...(group.strangeSince > 0 ? { onset: group.strangeSince } : {}),
    contributors,
    trouble: isRelation
      ? 'its sensors no longer agree'
      : `${sensor.name.toLowerCase()} stays away from its usual level`,
    reason: () => reasonOf(strangest, sensor, band, contributors),
  }
}

/** Nothing strange, in the name of the first sensor: it lets an open anomaly end. */
export function tellCalm(sensor: Sensor): Finding {
  return {
    ...{ score: 0, value: 0, expected: 0, low: 0, high: 0 },
    sensor: sensor.sensor,
    severity: 'info',
    trouble: 'its sensors are being learnt anew',
    reason: () => `What is usual for ${sensor.name} and its neighbours is being learnt anew.`,
  }
}

function reachIn({ channels }: Group, { channel, doubt, deviation }: Judged): number {
  const usual = Math.sqrt((channels.spread[channel] ?? 0) * doubt) * deviation
  const rare = reachOf(normalDeviationsOfBand, Math.max(1, channels.swings[channel] ?? 1))
  return usual * Math.max(rare, channels.twice[channel] ?? 0)
}

function contributorsOf(judged: readonly Judged[], sensors: readonly Sensor[]): Contributor[] {
  const decades = new Map<number, number>()
  for (const { sensor, score } of judged)
    decades.set(sensor, Math.max(decades.get(sensor) ?? 0, score - ordinaryDecades))
  const total = sum(decades.values())
  const shown = [...decades].filter(([, part]) => total > 0 && part >= leastShare * total)
  const whole = sum(shown.map(([, part]) => part))
  return shown
    .sort(([a, x], [b, y]) => y - x || a - b)
    .flatMap(([index, part]) => {
      const sensor = sensors[index]
      return sensor ? [{ sensor: sensor.key, label: sensor.name, share: part / whole }] : []
    })
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}

function reasonOf(
  { sensors, worst, at }: Strangest,
  sensor: Sensor,
  { value, low, high, score }: Pick<Finding, 'value' | 'low' | 'high' | 'score'>,
  contributors: readonly Contributor[],
): string {
  const { name, resolution, unit } = sensor
  const said = formatValue(value, resolution, unit)
  const from = formatValue(Math.max(low, sensor.min), resolution, '')
  const to = formatValue(Math.min(high, sensor.max), resolution, '')
  const others = sensors.length - 1
  const [what, fits] =
    worst.channel < sensors.length
      ? [
          'no longer goes with the others',
          `would fit the other ${others === 1 ? 'sensor' : `${others} sensors`}`,
        ]
      : ['stays away from its usual level', 'is usual']
  const shares = contributors.map(({ label, share }) => `${label} ${Math.round(100 * share)} %`)
  return `${name} ${what}: ${said} at ${formatClock(at)}, where ${from} to ${to} ${fits}; a chance of ${formatChance(score)}. It shows in ${shares.join(', ')}.`
}
