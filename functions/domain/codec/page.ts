import type { QualityFlag, Row } from '#domain/reading.ts'
import { type ByteReader, type ByteWriter, readBytes, writeBytes } from './bytes.ts'
import { readColumn, writeColumn } from './column.ts'
import { readRuns, writeRuns } from './runs.ts'

/** Readings in a sealed page: 60 take about a quarter of DynamoDB's smallest billed write. */
export const rowsPerPage = 60
export const scoreResolution = 0.01
/** The first layout had one flag a row, and nothing of tests and corrections. */
const flagsOnly = 1
const layout = 2

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
  writeQuality(writer, rows, resolution)
  return writer.finish()
}

export function decodePage(bytes: Uint8Array): Row[] {
  const reader = readBytes(bytes)
  const version = reader.unsigned()
  if (version !== layout && version !== flagsOnly)
    throw new Error(
      `Page layout ${version} is unknown here, only ${flagsOnly} and ${layout}; run the newer version of Hyphae.`,
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
  const quality =
    version === layout ? readQuality(reader, count, resolution) : readFlags(reader, count)
  return times.map((time, index) => ({
    at: time,
    value: values?.[index] ?? 0,
    expected: expected?.[index] ?? null,
    low: low?.[index] ?? null,
    high: high?.[index] ?? null,
    score: scores[index] ?? null,
    ...(quality[index] ?? { flag: 2 }),
  }))
}

type Quality = Pick<Row, 'flag' | 'tests' | 'raw' | 'calibration'>

/** One more than the number, so that 0 can say that a row has none. */
const orNone = (number: number | undefined) => (number === undefined ? 0 : number + 1)

function writeQuality(writer: ByteWriter, rows: readonly Row[], resolution: number): void {
  writeRuns(
    writer,
    rows.map((row) => row.flag),
  )
  writeRuns(
    writer,
    rows.map((row) => orNone(row.tests)),
  )
  writeRuns(
    writer,
    rows.map((row) => orNone(row.calibration)),
  )
  const isCorrected = rows.some((row) => row.raw !== undefined)
  writer.unsigned(isCorrected ? 1 : 0)
  if (isCorrected)
    writeColumn(
      writer,
      rows.map((row) => row.raw ?? null),
      resolution,
    )
}

function readQuality(reader: ByteReader, count: number, resolution: number): Quality[] {
  const flags = readRuns(reader, count)
  const tests = readRuns(reader, count)
  const calibrations = readRuns(reader, count)
  const raws = reader.unsigned() === 1 ? readColumn(reader, count, resolution) : []
  return flags.map((flag, index) => {
    const [test = 0, calibration = 0, raw = null] = [tests[index], calibrations[index], raws[index]]
    return {
      flag: flag as QualityFlag,
      ...(test === 0 ? {} : { tests: test - 1 }),
      ...(raw === null ? {} : { raw }),
      ...(calibration === 0 ? {} : { calibration: calibration - 1 }),
    }
  })
}

function readFlags(reader: ByteReader, count: number): Quality[] {
  return Array.from({ length: count }, () => ({ flag: reader.unsigned() as QualityFlag }))
}
