import { join } from 'node:path'
import * as z from 'zod'
import { CliError } from '#simulators/replay/cli-error.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { parseTimestamp } from '#simulators/replay/trace/csv/timestamp.ts'
import { probation } from './nab-score.ts'
import { readTable } from './read-table.ts'
import type { Recording } from './recording.ts'

const Windows = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])))
type Windows = z.infer<typeof Windows>

/** The series that the window file names, in its order; `only` keeps some of them. */
export function* readNab(data: string, windowsFile: string, only?: ReadonlySet<string>) {
  for (const [name, windows] of Object.entries(readWindows(windowsFile)))
    if (!only || only.has(name)) yield readSeries(data, name, windows)
}

function readWindows(path: string): Windows {
  try {
    return Windows.parse(JSON.parse(readText(path, 'window file')))
  } catch (cause) {
    if (cause instanceof CliError) throw cause
    throw new CliError(
      `"${path}" is no window file; it must be JSON such as {"folder/series.csv": [["2014-04-10 07:15:00", "2014-04-11 16:45:00"]]}.`,
      2,
      { cause },
    )
  }
}

function readSeries(data: string, name: string, windows: Windows[string]): Recording {
  const path = join(data, name)
  const { times, columns } = readTable(path, ',')
  const values = columns.get('value')
  if (!values) throw new CliError(`"${path}" has no column "value".`, 2)
  const rowOf = (text: string) => {
    const stamp = parseTimestamp(text)
    const row = stamp.kind === 'time' ? times.indexOf(stamp.at) : -1
    if (row >= 0) return row
    throw new CliError(
      `The window bound "${text}" is no time of "${path}"; correct the window file.`,
      2,
    )
  }
  return {
    name,
    times,
    columns: [values],
    windows: windows.map(([first, last]) => [rowOf(first), rowOf(last)] as const),
    probation: probation(times.length),
  }
}
