import { parse } from 'csv-parse/sync'
import { CliError } from '#simulators/replay/cli-error.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { parseTimestamp } from '#simulators/replay/trace/csv/timestamp.ts'

export interface Table {
  readonly times: readonly number[]
  /** By column name, without the first column, which is the time. */
  readonly columns: ReadonlyMap<string, readonly number[]>
}

/** A CSV file of numbers whose first column is the time, in the order of time. */
export function readTable(path: string, delimiter: string): Table {
  const [header = [], ...rows] = parseRows(path, delimiter)
  if (header.length < 2 || rows.length === 0)
    throw new CliError(
      `"${path}" has no readings; a header and rows of time and values are needed.`,
      2,
    )
  const times = rows.map(([text = ''], index) => {
    const stamp = parseTimestamp(text.trim())
    if (stamp.kind === 'time') return stamp.at
    throw new CliError(`"${path}", line ${index + 2}: ${stamp.problem}.`, 2)
  })
  const columns = header.slice(1).map((name, index) => {
    const values = rows.map((row, line) => numberIn(row[index + 1] ?? '', path, line + 2))
    return [name.trim(), values] as const
  })
  return inOrder({ times, columns: new Map(columns) })
}

/** Rows of one time stay as they stood; nothing changes in a file that is in order. */
function inOrder({ times, columns }: Table): Table {
  const order = times.map((_, row) => row).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0))
  const put = (values: readonly number[]) => order.map((row) => values[row] ?? Number.NaN)
  const moved = [...columns].map(([name, values]) => [name, put(values)] as const)
  return { times: put(times), columns: new Map(moved) }
}

function parseRows(path: string, delimiter: string): string[][] {
  try {
    return parse(readText(path, 'recording'), { delimiter, bom: true, skip_empty_lines: true })
  } catch (cause) {
    if (cause instanceof CliError) throw cause
    const why = cause instanceof Error ? cause.message : cause
    throw new CliError(`"${path}" is no CSV file (${why}).`, 2, { cause })
  }
}

const missing = /^(?:|nan|na|null|none)$/i

/** An empty field is a missing reading, and so is what other programs write for one. */
function numberIn(text: string, path: string, line: number): number {
  if (missing.test(text.trim())) return Number.NaN
  const value = Number(text)
  if (Number.isFinite(value)) return value
  throw new CliError(`"${path}", line ${line}: "${text}" is no number.`, 2)
}
