import type { Sensor } from '#domain/sensor.ts'
import type { CellRow } from '../cell-detector.ts'
import { rowsPerSensor } from './depart.ts'
import { deviationOf, type Group, placeOf } from './group.ts'
import { rowsToKnowSpread, saidBy } from './hear.ts'
import type { Judged } from './judge.ts'

/** A fortnight: two of each weekday. */
const memoryMilliseconds = 14 * 86_400_000
/** A row a minute for that long; of faster rows, as many are spread over the time known. */
const memoryRows = 20_000
/** A surprising row teaches at most as much as one so many deviations out. */
const teachingDeviations = 4
/** Halfway out on one side counts as having been there, so noise around the middle is no swing. */
const swingShare = 0.5
/** Back within its usual spread an excursion is over. */
const restful = 1
const decimals = 1e5

/** Notes how far out each is, whether or not the row is taught. */
export function follow({ channels }: Group, judged: readonly Judged[]): void {
  for (const { channel, out } of judged) {
    const now = Math.max(channels.now[channel] ?? 0, round(out))
    channels.now[channel] = out < restful ? 0 : now
    if (out < restful && now > 0) remember(channels.once, channels.twice, channel, now)
  }
}

function remember(once: number[], twice: number[], channel: number, peak: number): void {
  const highest = once[channel] ?? 0
  if (peak > highest) {
    twice[channel] = highest
    once[channel] = peak
  } else if (peak > (twice[channel] ?? 0)) twice[channel] = peak
}

export function isDue({ learnt, learntAt, firstAt }: Group, at: number): boolean {
  if (learnt < memoryRows) return true
  return at - learntAt >= Math.min(at - firstAt, memoryMilliseconds) / memoryRows
}

export function learn(
  group: Group,
  row: CellRow,
  judged: readonly Judged[],
  sensors: readonly Sensor[],
): void {
  group.learnt += 1
  group.learntAt = row.at
  for (const one of judged) learnDeparture(group, one, sensors.length)
  learnCovariances(group, row, sensors)
}

function learnDeparture(group: Group, one: Judged, sensors: number): void {
  const { channels, heard } = group
  const { channel, sensor, departure, doubt } = one
  const known = (heard[sensor] ?? 0) - rowsPerSensor * sensors + 1
  const weight = 1 / Math.max(1, Math.min(known, memoryRows))
  const spread = channels.spread[channel] ?? 0
  const square = (departure * departure) / doubt
  const isYoung = known <= rowsToKnowSpread
  const taught = isYoung ? square : Math.min(square, teachingDeviations ** 2 * spread)
  channels.spread[channel] = spread + (taught - spread) * weight
  countSwing(group, channel, departure)
  if (known > memoryRows) fade(group, channel)
}

function countSwing({ channels }: Group, channel: number, departure: number): void {
  const reach = swingShare * Math.sqrt(channels.spread[channel] ?? 0)
  if (Math.abs(departure) <= reach) return
  const side = departure > 0 ? 1 : -1
  const before = channels.side[channel] ?? 0
  channels.side[channel] = side
  if (before === -side) channels.swings[channel] = (channels.swings[channel] ?? 0) + 1
}

/** Old experience fades as fast as the memory turns over. */
function fade({ channels }: Group, channel: number): void {
  for (const values of [channels.swings, channels.once, channels.twice])
    values[channel] = round((values[channel] ?? 0) * (1 - 1 / memoryRows))
}

function learnCovariances(group: Group, row: CellRow, sensors: readonly Sensor[]): void {
  const errors = sensors.map((sensor, index) => teach(group, index, sensor, row))
  errors.forEach((a, index) => {
    if (a === undefined) return
    for (let other = 0; other <= index; other++) {
      const b = errors[other]
      if (b === undefined) continue
      const weight = Math.max(a.weight, b.weight)
      const place = placeOf(index, other)
      const before = group.covariance[place] ?? 0
      group.covariance[place] = before + (a.error * b.error * (1 - weight) - before) * weight
    }
  })
}

/** Moves the mean; what a sensor said last stands for it where it is slower than the row. */
function teach(group: Group, index: number, sensor: Sensor, row: CellRow) {
  const said = saidBy(row, sensor)
  const before = group.heard[index] ?? 0
  if (said === undefined && before === 0) return undefined
  const value = said ?? group.recent[index] ?? 0
  if (said !== undefined) group.heard[index] = before + 1
  const weight = 1 / Math.min(Math.max(1, group.heard[index] ?? 1), memoryRows)
  const mean = group.mean[index] ?? 0
  if (before === 0) {
    group.mean[index] = value
    return { error: 0, weight }
  }
  const reach = teachingDeviations * deviationOf(group, index, sensor.resolution)
  const error =
    before < rowsToKnowSpread ? value - mean : Math.max(-reach, Math.min(reach, value - mean))
  group.mean[index] = mean + error * weight
  return { error, weight }
}

/** So that what is stored is short; a swing more or less weighs more than what is lost. */
function round(value: number): number {
  return Math.round(value * decimals) / decimals
}
