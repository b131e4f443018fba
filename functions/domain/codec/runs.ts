import type { ByteReader, ByteWriter } from './bytes.ts'

/** Whole numbers that seldom change: each once, with how often it stands in a row. */
export function writeRuns(writer: ByteWriter, numbers: readonly number[]): void {
  let start = 0
  numbers.forEach((number, index) => {
    if (numbers[index + 1] === number) return
    writer.unsigned(index + 1 - start)
    writer.unsigned(number)
    start = index + 1
  })
}

export function readRuns(reader: ByteReader, count: number): number[] {
  const numbers: number[] = []
  while (numbers.length < count) {
    const length = reader.unsigned()
    const number = reader.unsigned()
    // A damaged item must not fill the memory.
    if (length === 0 || numbers.length + length > count)
      throw new Error(`A run of ${length} does not fit into ${count} rows; the item is damaged.`)
    for (let index = 0; index < length; index += 1) numbers.push(number)
  }
  return numbers
}
