import { farthestLimit } from '#domain/metric.ts'
import type { Sensor } from '#domain/sensor.ts'
import type { CellRow } from '../cell-detector.ts'
import { deviationOf, type Group } from './group.ts'

/** The usual choice for exponentially weighted charts of several variables: nine rows' worth, halving the noise thrice. */
const recentWeight = 0.2
export const recentRows = 9
/** What is farther out says no more, or the recent mean would take long to come back from it. */
const farthestDeviations = 20
/** Before so many rows nobody knows how far out anything is. */
export const rowsToKnowSpread = 30
/** A sensor that was not heard for five of its turns is not judged by what it said then. */
const turnsToForget = 5

/** Takes a row into the recent means. */
export function hear(group: Group, row: CellRow, sensors: readonly Sensor[]): void {
  if (group.seen === 0) group.firstAt = row.at
  sensors.forEach((sensor, index) => {
    const said = saidBy(row, sensor)
    if (said !== undefined) hearOne(group, index, sensor, row.at, said)
  })
  group.seen += 1
  group.lastAt = row.at
}

function hearOne(group: Group, index: number, sensor: Sensor, at: number, said: number): void {
  const heard = group.heard[index] ?? 0
  const recent = group.recent[index] ?? 0
  const value = heard < rowsToKnowSpread ? said : within(group, index, sensor, said)
  const isNew = heard === 0 || !isHeard(group, index, sensor, at)
  const back = isNew ? 1 : Math.min(recentRows, (group.back?.[index] ?? recentRows) + 1)
  group.recent[index] = isNew ? value : recent + (value - recent) * Math.max(recentWeight, 1 / back)
  group.back ??= []
  group.back[index] = back
  group.heardAt[index] = at
}

export function saidBy({ values }: CellRow, { sensor }: Sensor): number | undefined {
  const value = values[sensor]
  if (value === undefined) return undefined
  // Adding 0 makes minus nothing plain nothing, which storage would do, too.
  return Math.max(-farthestLimit, Math.min(farthestLimit, value)) + 0
}

export function isHeard(group: Group, index: number, sensor: Sensor, at: number): boolean {
  const usual = (group.lastAt - group.firstAt) / Math.max(1, group.seen - 1)
  const turn = Math.max(1000 * sensor.expectedIntervalSeconds, usual)
  return at - (group.heardAt[index] ?? 0) <= turnsToForget * turn
}

function within(group: Group, index: number, { resolution }: Sensor, value: number): number {
  const reach = farthestDeviations * deviationOf(group, index, resolution)
  const mean = group.mean[index] ?? 0
  return Math.max(mean - reach, Math.min(mean + reach, value))
}
