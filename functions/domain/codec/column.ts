import type { ByteReader, ByteWriter } from './bytes.ts'
import { fromSteps, isQuantised, toSteps } from './quantise.ts'

const allSteps = 0
const stepsWithNulls = 1
const doubles = 2

/** A column of numbers: differences of resolution steps where that loses nothing, doubles where it would. */
export function writeColumn(
  writer: ByteWriter,
  values: ReadonlyArray<number | null>,
  resolution: number,
): void {
  const lossless = values.every((value) => value === null || isQuantised(value, resolution))
  if (lossless) writeSteps(writer, values, resolution)
  else writeDoubles(writer, values)
}

function writeSteps(
  writer: ByteWriter,
  values: ReadonlyArray<number | null>,
  resolution: number,
): void {
  const withNulls = values.includes(null)
  writer.unsigned(withNulls ? stepsWithNulls : allSteps)
  let previous = 0
  for (const value of values) {
    if (withNulls) writer.unsigned(value === null ? 0 : 1)
    if (value === null) continue
    const steps = toSteps(value, resolution)
    writer.signed(steps - previous)
    previous = steps
  }
}

function writeDoubles(writer: ByteWriter, values: ReadonlyArray<number | null>): void {
  writer.unsigned(doubles)
  // Detectors never yield NaN, so it can stand for null here.
  for (const value of values) writer.double(value ?? Number.NaN)
}

export function readColumn(
  reader: ByteReader,
  count: number,
  resolution: number,
): Array<number | null> {
  const mode = reader.unsigned()
  let previous = 0
  return Array.from({ length: count }, () => {
    if (mode === doubles) {
      const value = reader.double()
      return Number.isNaN(value) ? null : value
    }
    if (mode === stepsWithNulls && reader.unsigned() === 0) return null
    previous += reader.signed()
    return fromSteps(previous, resolution)
  })
}
