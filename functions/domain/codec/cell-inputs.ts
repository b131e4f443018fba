import { assertNever } from '#domain/assert-never.ts'
import type { CellInput } from '#domain/cell-input.ts'
import type { CellInstructions } from '#domain/instructions.ts'
import type { Reading } from '#domain/reading.ts'
import { type ByteReader, type ByteWriter, readBytes, writeBytes } from './bytes.ts'
import { readColumn, writeColumn } from './column.ts'

/** The first knows no instructions; whoever reads only that must stumble over them and not take them for ticks. */
const layouts = { plain: 1, instructed: 2 } as const
const frameMark = 1
const tickMark = 2
const instructionsMark = 3

/** The journal's form of a batch. Sensors are named once; readings are columns, sensor by sensor. */
export function encodeCellInputs(inputs: readonly CellInput[]): Uint8Array {
  const writer = writeBytes()
  const isInstructed = inputs.some(({ kind }) => kind === 'instructions')
  writer.unsigned(isInstructed ? layouts.instructed : layouts.plain)
  writer.unsigned(inputs.length)
  for (const input of inputs) writeInput(writer, input)
  return writer.finish()
}

function writeInput(writer: ByteWriter, input: CellInput): void {
  switch (input.kind) {
    case 'frame':
      writeFrame(writer, input)
      break
    case 'tick':
      writer.unsigned(tickMark)
      writer.unsigned(input.at)
      break
    case 'instructions':
      writer.unsigned(instructionsMark)
      writer.text(JSON.stringify(input.sensors))
      break
    default:
      assertNever(input)
  }
}

export function decodeCellInputs(bytes: Uint8Array): CellInput[] {
  const reader = readBytes(bytes)
  const version = reader.unsigned()
  if (version > layouts.instructed)
    throw new Error(
      `Journal layout ${version} is unknown here, only up to ${layouts.instructed}; run the newer version of Hyphae.`,
    )
  return Array.from({ length: reader.unsigned() }, () => readInput(reader))
}

function readInput(reader: ByteReader): CellInput {
  const mark = reader.unsigned()
  if (mark === frameMark) return readFrame(reader)
  if (mark === instructionsMark)
    return { kind: 'instructions', sensors: JSON.parse(reader.text()) as CellInstructions }
  return { kind: 'tick', at: reader.unsigned() }
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
