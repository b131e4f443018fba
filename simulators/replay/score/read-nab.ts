import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { CliError } from '#simulators/replay/cli-error.ts'
import { probation } from './nab-score.ts'
import { readTable, type Table } from './read-table.ts'
import { type Marks, readWindows, spansOf } from './read-windows.ts'
import type { Recording } from './recording.ts'

/** The series that the window file names, in its order; `only` keeps some of them. */
export function* readNab(data: string, windowsFile: string, only?: ReadonlySet<string>) {
  const windows = readWindows(windowsFile)
  const unknown = [...(only ?? [])].filter((name) => !Object.hasOwn(windows, name))
  if (unknown.length > 0)
    throw new CliError(
      `"${windowsFile}" has no series "${unknown.join('", "')}"; add its windows, [] for none, or take it off the list.`,
      2,
    )
  for (const [name, marks] of Object.entries(windows))
    if (only ? only.has(name) : existsSync(join(data, name))) yield readSeries(data, name, marks)
}

/** Series that the window file names and the folder has not: a part of a set is scored as that part. */
export function missing(data: string, windowsFile: string): string[] {
  return Object.keys(readWindows(windowsFile)).filter((name) => !existsSync(join(data, name)))
}

/** Series of the folder that are not scored, for nobody says what is unusual in them. */
export function unlabelled(data: string, windowsFile: string): string[] {
  const windows = readWindows(windowsFile)
  return globSync('**/*.csv', { cwd: data })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => !Object.hasOwn(windows, name))
    .sort()
}

function readSeries(data: string, name: string, marks: Marks): Recording {
  const path = join(data, name)
  const table = readTable(path, ',')
  return {
    name,
    times: table.times,
    columns: [valuesIn(table, path)],
    windows: spansOf(marks, table.times, path),
    probation: probation(table.times.length),
  }
}

/** The column "value", however it is capitalised, or the only one there is. */
function valuesIn({ columns }: Table, path: string): readonly number[] {
  const [first, ...others] = columns.values()
  const name = [...columns.keys()].find((one) => one.toLowerCase() === 'value') ?? 'value'
  const values = columns.get(name) ?? (others.length === 0 ? first : undefined)
  if (values) return values
  throw new CliError(
    `"${path}" has no column "value", but ${[...columns.keys()].join(', ')}; name one of them "value".`,
    2,
  )
}
