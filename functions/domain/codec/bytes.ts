/** Variable-length whole numbers up to 2^53, small ones in one byte; and doubles as they are. */
export interface ByteWriter {
  unsigned(value: number): void
  signed(value: number): void
  double(value: number): void
  /** In single precision, for what is computed in it. */
  single(value: number): void
  /** The upper half of a single, for what is computed in no more. */
  coarse(value: number): void
  text(value: string): void
  finish(): Uint8Array
}

export interface ByteReader {
  unsigned(): number
  signed(): number
  double(): number
  single(): number
  coarse(): number
  text(): string
}

const group = 128

export function writeBytes(): ByteWriter {
  let buffer = new Uint8Array(256)
  let length = 0
  const reserve = (count: number) => {
    if (length + count <= buffer.length) return
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + count))
    larger.set(buffer)
    buffer = larger
  }
  const writer: ByteWriter = {
    unsigned(value) {
      reserve(8)
      let rest = value
      while (rest >= group) {
        buffer[length++] = (rest % group) + group
        rest = Math.floor(rest / group)
      }
      buffer[length++] = rest
    },
    signed: (value) => writer.unsigned(value < 0 ? -2 * value - 1 : 2 * value),
    double(value) {
      reserve(8)
      new DataView(buffer.buffer).setFloat64(length, value)
      length += 8
    },
    single(value) {
      reserve(4)
      new DataView(buffer.buffer).setFloat32(length, value)
      length += 4
    },
    coarse(value) {
      reserve(4)
      // What the lower half leaves behind is written over next.
      new DataView(buffer.buffer).setFloat32(length, value)
      length += 2
    },
    text(value) {
      const bytes = new TextEncoder().encode(value)
      writer.unsigned(bytes.length)
      reserve(bytes.length)
      buffer.set(bytes, length)
      length += bytes.length
    },
    finish: () => buffer.slice(0, length),
  }
  return writer
}

export function readBytes(bytes: Uint8Array): ByteReader {
  let position = 0
  const take = (): number => {
    const byte = bytes[position++]
    if (byte === undefined)
      throw new Error(`Stored bytes end at ${bytes.length}, within a number; the item is damaged.`)
    return byte
  }
  const reader: ByteReader = {
    unsigned() {
      let value = 0
      for (let scale = 1; ; scale *= group) {
        const byte = take()
        value += (byte % group) * scale
        if (byte < group) return value
      }
    },
    signed() {
      const value = reader.unsigned()
      return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    },
    double() {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      position += 8
      return view.getFloat64(position - 8)
    },
    single() {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      position += 4
      return view.getFloat32(position - 4)
    },
    coarse() {
      const view = new DataView(new ArrayBuffer(4))
      view.setUint8(0, take())
      view.setUint8(1, take())
      return view.getFloat32(0)
    },
    text() {
      const length = reader.unsigned()
      position += length
      return new TextDecoder().decode(bytes.subarray(position - length, position))
    },
  }
  return reader
}
