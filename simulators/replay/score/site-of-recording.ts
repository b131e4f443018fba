import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell } from '#domain/sensor.ts'
import { Site } from '#domain/site.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import type { Recording } from './recording.ts'

/** Steps of a hundred-thousandth of the usual size, and room for a billion times that size. */
const [stepShare, room] = [1e-5, 1e9]
const finest = 1e-9

/** The cell that somebody would describe who knows the unscored rows alone. */
export function cellOfRecording(recording: Recording): Cell {
  const metrics = recording.columns.map((column, index) => [
    `m${index}`,
    metricOf(column, index, recording),
  ])
  const site = Site.parse({
    schemaVersion: 1,
    site: 'benchmark',
    name: 'Benchmark',
    metrics: Object.fromEntries(metrics),
    cells: [{ cell: 'series', name: 'Series', sensors: metrics.map(([name]) => name) }],
  })
  const resolved = resolveSite(site)
  const cell = resolved.kind === 'resolved' ? resolved.cells[0] : undefined
  if (cell) return cell
  throw new CliError(
    `"${recording.name}" cannot be measured: its values are too small or too large.`,
    2,
  )
}

function metricOf(column: readonly number[], index: number, { times, probation }: Recording) {
  const sizes = column
    .slice(0, probation)
    .map(Math.abs)
    .filter((size) => size > 0)
  const size = 10 ** Math.floor(Math.log10(median(sizes) ?? 1))
  const scale = Math.min(1e6, Math.max(finest / stepShare, size))
  const seen = times.slice(0, Math.max(2, probation))
  const steps = seen.slice(1).map((at, row) => at - (seen[row] ?? at))
  return {
    label: `Column ${index + 1}`,
    unit: '',
    resolution: scale * stepShare,
    limits: { min: -scale * room, max: scale * room },
    expectedIntervalSeconds: Math.min(
      86_400,
      Math.max(1, Math.round((median(steps) ?? 60_000) / 1000)),
    ),
  }
}

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}
