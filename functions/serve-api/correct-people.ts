import { aggregateMetrics, roundOff, stampOf } from '#domain/people/aggregate-frame.ts'
import { windowMilliseconds } from '#domain/people/self-report.ts'
import type { StoredAggregate } from '#domain/people/stored-aggregate.ts'
import type { Row } from '#domain/reading.ts'
import { type Period, periods } from '#domain/rollup.ts'
import type { Sensor } from '#domain/sensor.ts'
import { readCorrections } from '#store/aggregates.ts'
import type { TelemetryStore } from '#store/store.ts'

/** What withdrawals made of a site's windows, by cell and by the stamp that readings of them have. */
export type Corrections = ReadonlyMap<string, ReadonlyMap<number, StoredAggregate>>

const noCorrections: Corrections = new Map()

export async function correctionsFor(
  store: TelemetryStore,
  sensors: readonly Sensor[],
  from: number,
  to: number,
): Promise<Corrections> {
  const [ofPeople] = sensors.filter(({ minimumPeople }) => minimumPeople > 0)
  if (!ofPeople) return noCorrections
  const start = Math.max(0, from - windowMilliseconds)
  const corrections = await readCorrections(store, ofPeople.site, start, to)
  const byCell = Map.groupBy(corrections, ({ cell }) => cell)
  return new Map(
    [...byCell].map(([cell, own]) => [
      cell,
      new Map(own.map(({ aggregate }) => [stampOf(aggregate.window), aggregate])),
    ]),
  )
}

/**
 * Readings of people as they are after withdrawals: made anew without a verdict, which was about another value,
 * or gone. A row that stands for an hour or a day in which something was taken back is not shown.
 */
export function correctRows(
  rows: readonly Row[],
  sensor: Sensor,
  corrections: Corrections,
  rolledUp: Period | null = null,
): readonly Row[] {
  const own = corrections.get(sensor.cell)
  if (!own || sensor.minimumPeople === 0) return rows
  const touched = new Set([...own.keys()].map((at) => periodOf(at, rolledUp)))
  if (rolledUp !== null) return rows.filter(({ at }) => !touched.has(periodOf(at, rolledUp)))
  return rows.flatMap((row) => {
    const aggregate = own.get(row.at)
    return aggregate ? correctRow(row, sensor, aggregate) : [row]
  })
}

function periodOf(at: number, period: Period | null): number {
  return period === null ? at : Math.floor(at / periods[period])
}

function correctRow(row: Row, sensor: Sensor, aggregate: StoredAggregate): Row[] {
  const value = correctedValue(sensor, aggregate)
  if (value === null) return []
  return [{ at: row.at, value, expected: null, low: null, high: null, score: null, flag: 2 }]
}

/** Null where it is not shown any more. */
export function correctedValue({ metric }: Sensor, aggregate: StoredAggregate): number | null {
  const exact = aggregate.kind === 'shown' ? aggregateMetrics[metric]?.(aggregate) : null
  return exact === null || exact === undefined ? null : roundOff(exact)
}
