import type { Latest, SensorStatus, SensorSummary } from '#domain/api/sites.ts'

export interface SensorFilter {
  readonly text: string
  readonly site: string | null
  readonly cell: string | null
  readonly metric: string | null
  readonly status: SensorStatus | null
}

export function filterSensors(
  sensors: readonly SensorSummary[],
  filter: SensorFilter,
  statusOf: (key: string) => Latest['status'] | undefined,
): readonly SensorSummary[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const isWanted = (wanted: string | null, actual: string | undefined) =>
    wanted === null || wanted === actual
  return sensors.filter(
    (sensor) =>
      isWanted(filter.site, sensor.site) &&
      isWanted(filter.cell, sensor.cell) &&
      isWanted(filter.metric, sensor.metric) &&
      isWanted(filter.status, statusOf(sensor.key)) &&
      containsAll(sensor, words),
  )
}

function containsAll(sensor: SensorSummary, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const text = `${sensor.name} ${sensor.cellName} ${sensor.key} ${sensor.metric}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
