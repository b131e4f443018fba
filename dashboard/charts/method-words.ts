import { formatDuration } from '#dashboard/time/age.ts'
import { countOf } from '#dashboard/values/format-value.ts'
import type { Series } from '#domain/api/series.ts'
import { assertNever } from '#domain/assert-never.ts'

/** How the points were made, so that nobody takes a picture for the readings. */
export function methodWords(series: Series): string {
  if (series.readings === 0) return '0 readings'
  const step = formatDuration(Math.round(series.resolutionSeconds) * 1_000)
  const readings = countOf(series.readings, 'reading')
  switch (series.method) {
    case 'raw':
      return series.readings === 1 ? 'One reading' : `Every reading, one in ${step} · ${readings}`
    case 'min-max':
      return `Lowest and highest of every ${step}, and each anomalous reading · ${readings}`
    default:
      return assertNever(series.method)
  }
}
