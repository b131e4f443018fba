import { parse } from 'csv-parse/sync'
import { CliError } from '#simulators/replay/cli-error.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { parseTimestamp } from '#simulators/replay/trace/csv/timestamp.ts'

export interface Table {
  readonly times: readonly number[]
  /** By column name, without the first column, which is the time. */
  readonly columns: ReadonlyMap<string, readonly number[]>
}

/** A CSV file of numbers whose first column is the time. */
export function readTable(path: string, delimiter: string): Table {
  const [header = [], ...rows] = parseRows(path, delimiter)
  if (header.length < 2 || rows.length === 0)
    throw new CliError(
      `"${path}" has no readings; a header and rows of time and values are needed.`,
      2,
    )
  const times = rows.map(([text = ''], index) => {
    const stamp = parseTimestamp(text)
    if (stamp.kind === 'time') return stamp.at
    throw new CliError(`"${path}", line ${index + 2}: "${text}" ${stamp.problem}.`, 2)
  })
  const columns = header.slice(1).map((name, index) => {
    return [name, rows.map((row, line) => numberIn(row[index + 1] ?? '', path, line + 2))] as const
  })
  return { times, columns: new Map(columns) }
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

/** An empty field is a missing reading. */
function numberIn(text: string, path: string, line: number): number {
  if (text.trim() === '') return Number.NaN
  const value = Number(text)
  if (Number.isFinite(value)) return value
  throw new CliError(`"${path}", line ${line}: "${text}" is no number.`, 2)
}
