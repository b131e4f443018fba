import { globSync } from 'node:fs'
import { join } from 'node:path'
import { CliError } from '#simulators/replay/cli-error.ts'
import { readTable } from './read-table.ts'
import type { Recording } from './recording.ts'

/** The benchmark's own training part: nothing is scored before. */
const probationRows = 400

/** Every labelled file of the folder, by name; `only` keeps some of them. */
export function* readSkab(data: string, only?: ReadonlySet<string>) {
  const names = globSync('**/*.csv', { cwd: data }).sort()
  if (names.length === 0)
    throw new CliError(`No CSV files are in "${data}"; name the folder of the benchmark.`, 2)
  for (const name of names) {
    const recording = !only || only.has(name) ? readRecording(data, name) : undefined
    if (recording) yield recording
  }
}

function readRecording(data: string, name: string): Recording | undefined {
  const { times, columns } = readTable(join(data, name), ';')
  const labels = columns.get('anomaly')
  if (!labels) return undefined
  const values = [...columns].filter(([column]) => column !== 'anomaly' && column !== 'changepoint')
  return {
    name,
    times,
    columns: values.map(([, column]) => column),
    windows: stretches(labels),
    probation: probationRows,
  }
}

function stretches(labels: readonly number[]): Array<readonly [number, number]> {
  const starts = labels.flatMap((label, row) =>
    label > 0 && !((labels[row - 1] ?? 0) > 0) ? [row] : [],
  )
  return starts.map((start) => {
    const end = labels.findIndex((label, row) => row > start && !(label > 0))
    return [start, (end < 0 ? labels.length : end) - 1] as const
  })
}
