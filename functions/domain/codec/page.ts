import type { QualityFlag, Row } from '#domain/reading.ts'
import { readBytes, writeBytes } from './bytes.ts'
import { readColumn, writeColumn } from './column.ts'

/** Readings in a sealed page: 60 take about a quarter of DynamoDB's smallest billed write. */
export const rowsPerPage = 60
export const scoreResolution = 0.01
const layout = 1

/** `resolution` travels with the page, so that a changed site file does not change the past. */
export function encodePage(rows: readonly Row[], resolution: number): Uint8Array {
  const writer = writeBytes()
  writer.unsigned(layout)
  writer.unsigned(rows.length)
  writer.double(resolution)
  let previousAt = 0
  let previousStep = 0
  for (const row of rows) {
    // Regular sampling makes the second difference 0: one byte.
    const step = row.at - previousAt
    writer.signed(step - previousStep)
    previousAt = row.at
    previousStep = step
  }
  for (const column of ['value', 'expected', 'low', 'high'] as const)
    writeColumn(
      writer,
      rows.map((row) => row[column]),
      resolution,
    )
  writeColumn(
    writer,
    rows.map((row) => row.score),
    scoreResolution,
  )
  for (const row of rows) writer.unsigned(row.flag)
  return writer.finish()
}

export function decodePage(bytes: Uint8Array): Row[] {
  const reader = readBytes(bytes)
  const version = reader.unsigned()
  if (version !== layout)
    throw new Error(
      `Page layout ${version} is unknown here, only ${layout}; run the newer version of Hyphae.`,
    )
  const count = reader.unsigned()
  const resolution = reader.double()
  let at = 0
  let step = 0
  const times = Array.from({ length: count }, () => {
    step += reader.signed()
    at += step
    return at
  })
  const [values, expected, low, high] = Array.from({ length: 4 }, () =>
    readColumn(reader, count, resolution),
  )
  const scores = readColumn(reader, count, scoreResolution)
  return times.map((time, index) => ({
    at: time,
    value: values?.[index] ?? 0,
    expected: expected?.[index] ?? null,
    low: low?.[index] ?? null,
    high: high?.[index] ?? null,
    score: scores[index] ?? null,
    flag: reader.unsigned() as QualityFlag,
  }))
}
