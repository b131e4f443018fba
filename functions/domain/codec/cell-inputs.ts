import type { CellInput } from '#domain/cell-input.ts'
import type { Reading } from '#domain/reading.ts'
import { type ByteReader, type ByteWriter, readBytes, writeBytes } from './bytes.ts'
import { readColumn, writeColumn } from './column.ts'

const layout = 1
const frameMark = 1
const tickMark = 2

/** The journal's form of a batch. Sensors are named once; readings are columns, sensor by sensor. */
export function encodeCellInputs(inputs: readonly CellInput[]): Uint8Array {
  const writer = writeBytes()
  writer.unsigned(layout)
  writer.unsigned(inputs.length)
  for (const input of inputs) {
    if (input.kind === 'frame') writeFrame(writer, input)
    else {
      writer.unsigned(tickMark)
      writer.unsigned(input.at)
    }
  }
  return writer.finish()
}

export function decodeCellInputs(bytes: Uint8Array): CellInput[] {
  const reader = readBytes(bytes)
  const version = reader.unsigned()
  if (version !== layout)
    throw new Error(
      `Journal layout ${version} is unknown here, only ${layout}; run the newer version of Hyphae.`,
    )
  return Array.from({ length: reader.unsigned() }, () => {
    const mark = reader.unsigned()
    return mark === frameMark ? readFrame(reader) : { kind: 'tick', at: reader.unsigned() }
  })
}

function writeFrame(writer: ByteWriter, input: Extract<CellInput, { kind: 'frame' }>): void {
  writer.unsigned(frameMark)
  writer.text(input.frame)
  writer.text(input.boot)
  writer.unsigned(input.sentAt)
  writer.unsigned(input.live ? 1 : 0)
  const names = [...new Set(input.readings.map((reading) => reading.sensor))]
  const indexes = new Map(names.map((name, index) => [name, index]))
  writer.unsigned(names.length)
  for (const name of names) writer.text(name)
  writer.unsigned(input.readings.length)
  let previous = 0
  for (const reading of input.readings) {
    const index = indexes.get(reading.sensor) ?? 0
    writer.signed(index - previous)
    previous = index
    writer.signed(input.sentAt - reading.at)
  }
  writeColumn(
    writer,
    input.readings.map((reading) => reading.sequence),
    1,
  )
  writeColumn(
    writer,
    input.readings.map((reading) => reading.value),
    journalResolution,
  )
}

/** Fine enough for every metric in the house; anything finer is kept as doubles. */
const journalResolution = 0.001

function readFrame(reader: ByteReader): CellInput {
  const frame = reader.text()
  const boot = reader.text()
  const sentAt = reader.unsigned()
  const live = reader.unsigned() === 1
  const names = Array.from({ length: reader.unsigned() }, () => reader.text())
  const count = reader.unsigned()
  let index = 0
  const heads = Array.from({ length: count }, () => {
    index += reader.signed()
    return { sensor: names[index] ?? '', at: sentAt - reader.signed() }
  })
  const sequences = readColumn(reader, count, 1)
  const values = readColumn(reader, count, journalResolution)
  const readings = heads.map(
    (head, position): Reading => ({
      ...head,
      sequence: sequences[position] ?? null,
      value: values[position] ?? 0,
    }),
  )
  return { kind: 'frame', frame, boot, sentAt, live, readings }
}
