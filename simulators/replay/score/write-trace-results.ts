import type { Row } from '#domain/reading.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { isOrdinary } from '#simulators/replay/laboratory/judge-lived.ts'
import type { Told } from '#simulators/replay/laboratory/play-live.ts'
import { ratingOf } from './play-recording.ts'
import { type ResultRow, writeResult } from './write-nab-results.ts'

export interface TraceSeries {
  /** Of the trace within its folder. */
  readonly name: string
  /** By sensor, in the order in which they were judged. */
  readonly rows: ReadonlyMap<string, readonly Row[]>
  readonly told: readonly Told[]
  readonly labels: readonly FaultLabel[]
}

/** A folder per trace and in it a file per sensor: each is a series. */
export function writeTraceResults(out: string, { name, rows, told, labels }: TraceSeries): void {
  const folder = name.replace(/\.ndjson(\.gz)?$/, '')
  const alarms = Map.groupBy(
    told.filter(({ anomaly }) => anomaly.state !== 'cleared'),
    ({ anomaly }) => anomaly.sensor,
  )
  for (const [sensor, own] of rows) {
    const troubles = labels.filter((label) => label.sensors.includes(sensor) && !isOrdinary(label))
    const times = (alarms.get(sensor) ?? []).map(({ at }) => at)
    writeResult(out, `${folder}/${sensor}.csv`, resultOf(own, times, troubles))
  }
}

function resultOf(
  rows: readonly Row[],
  alarms: readonly number[],
  troubles: readonly FaultLabel[],
): ResultRow[] {
  const told = new Set(alarms.map((time) => rowOf(rows, time)))
  return rows.map(({ at, value, score }, row) => ({
    at,
    value,
    rating: told.has(row) ? 1 : ratingOf(score ?? 0),
    isLabelled: troubles.some(({ onset, settledBy }) => at >= onset && at <= settledBy),
  }))
}

/** Silence is told while there is no reading: it counts at the next, or at the last there was. */
function rowOf(rows: readonly Row[], time: number): number {
  const next = rows.findIndex(({ at }) => at >= time)
  return next < 0 ? rows.length - 1 : next
}
