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
  let layout: Extract<CsvLayout, { kind: 'layout' }> | undefined
  for await (const { record, info } of readRows(source)) {
    if (!layout) {
      layout = requireLayout(source, record, info.lines)
      continue
    }
    const text = record[layout.timestampColumn] ?? ''
    const at = parseTimestamp(text)
    if (at === undefined) throw badTimestamp(source.path, info.lines, text)
    const row = layout.readRow(record)
    if (row.kind === 'refused') throw new CsvError(source.path, info.lines, row.message)
    yield* packer.add(at, row.readings)
  }
  if (!layout) throw new CsvError(source.path, 1, 'the file is empty; it needs a header and rows')
  yield* packer.flush()
}

function requireLayout({ path, cells }: CsvSource, header: readonly string[], line: number) {
  const layout = layoutOf(header, cells)
  if (layout.kind === 'refused') throw new CsvError(path, line, layout.message)
  return layout
}

function badTimestamp(path: string, line: number, text: string): CsvError {
  return new CsvError(
    path,
    line,
    `column timestamp: "${text}" is no time; write 2026-03-02T06:30:00Z or epoch seconds`,
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
