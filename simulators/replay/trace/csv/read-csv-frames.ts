import { createReadStream } from 'node:fs'
import { CsvError as BadCsv, parse } from 'csv-parse'
import type { Cell } from '#domain/sensor.ts'
import type { TraceFrame } from '#simulators/replay/trace/write-trace.ts'
import { CsvError } from './csv-error.ts'
import { openFramePacker } from './frame-packer.ts'
import { type CsvLayout, layoutOf } from './layout.ts'
import { parseTimestamp } from './timestamp.ts'

export interface CsvSource {
  readonly path: string
  readonly site: string
  readonly cells: readonly Cell[]
  readonly delimiter: string
}

interface Row {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** A CSV file as frames, row by row: its size does not matter. */
export async function* readCsvFrames(source: CsvSource): AsyncGenerator<TraceFrame> {
  const packer = openFramePacker(source.site)
  let header: Header | undefined
  for await (const row of readRows(source)) {
    if (header) {
      const { at, readings } = readRow(source.path, header, row)
      yield* packer.add(at, readings)
    } else
      header = { ...requireLayout(source, row.record, row.info.lines), columns: row.record.length }
  }
  if (!header) throw new CsvError(source.path, 1, 'the file is empty; it needs a header and rows')
  yield* packer.flush()
}

type Layout = Extract<CsvLayout, { kind: 'layout' }>
type Header = Layout & { readonly columns: number }

function readRow(path: string, header: Header, { record, info }: Row) {
  if (record.length > header.columns) throw tooLong(path, info.lines, record, header.columns)
  const time = parseTimestamp(record[header.timestampColumn] ?? '')
  if (time.kind === 'refused')
    throw new CsvError(path, info.lines, `column timestamp: ${time.problem}`)
  const row = header.readRow(record)
  if (row.kind === 'refused') throw new CsvError(path, info.lines, row.message)
  return { at: time.at, readings: row.readings }
}

function requireLayout(
  { path, cells }: CsvSource,
  header: readonly string[],
  line: number,
): Layout {
  const layout = layoutOf(header, cells)
  if (layout.kind === 'refused') throw new CsvError(path, line, layout.message)
  return layout
}

/** A decimal comma, or a field with a separator in it, moves all that follows into other columns. */
function tooLong(path: string, line: number, record: readonly string[], columns: number): CsvError {
  const extra = JSON.stringify(record.slice(columns).join(',').slice(0, 40))
  return new CsvError(
    path,
    line,
    `the row has ${record.length} fields for ${columns} columns (too many: ${extra}); quote a field that holds the separator, or name it with --delimiter`,
  )
}

async function* readRows({ path, delimiter }: CsvSource): AsyncGenerator<Row> {
  const options = { bom: true, delimiter, info: true, relax_column_count: true } as const
  const file = createReadStream(path)
  const parser = parse({ ...options, skip_empty_lines: true, trim: true })
  file.on('error', (error) => parser.destroy(error))
  try {
    yield* file.pipe(parser) as AsyncIterable<Row>
  } catch (error) {
    if (!(error instanceof BadCsv)) throw error
    const line = Number(error['lines'] ?? 1)
    throw new CsvError(path, line, `${error.message}; correct the quotes`, { cause: error })
  }
}
