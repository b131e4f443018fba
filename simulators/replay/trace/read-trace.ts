import { createReadStream } from 'node:fs'
import type * as z from 'zod'
import { Frame } from '#domain/frame.ts'
import { unzipped } from './gzip.ts'
import { type Line, readLines } from './read-lines.ts'
import { TraceError } from './trace-error.ts'
import { TraceHeader } from './trace-header.ts'

export type TraceItem =
  | { readonly kind: 'header'; readonly header: TraceHeader }
  | { readonly kind: 'frame'; readonly frame: Frame }
  /** The last line was cut off, as when a recording is interrupted; all before it is good. */
  | { readonly kind: 'truncated'; readonly line: number }

/** A trace, item by item: a file of any size takes no more memory than its longest line. */
export async function* readTrace(
  path: string,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<TraceItem> {
  for await (const line of readLines(unzipped(path, counted(createReadStream(path), onBytes)))) {
    if (line.text.trim() === '') continue
    yield readItem(path, line)
  }
}

/** Says how far the file is, for whoever waits. */
async function* counted(chunks: AsyncIterable<Uint8Array>, onBytes: (bytes: number) => void) {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    onBytes(bytes)
    yield chunk
  }
}

function readItem(path: string, line: Line): TraceItem {
  const parsed = parseJson(line.text)
  if (parsed instanceof SyntaxError) {
    if (!line.ended) return { kind: 'truncated', line: line.number }
    throw new TraceError(path, line.number, `not JSON (${parsed.message}); correct or delete it`, {
      cause: parsed,
    })
  }
  if (typeof parsed === 'object' && parsed !== null && 'hyphae' in parsed)
    return { kind: 'header', header: readHeader(path, line, parsed) }
  const frame = Frame.safeParse(parsed)
  if (frame.success) return { kind: 'frame', frame: frame.data }
  throw new TraceError(
    path,
    line.number,
    `not a frame (${describe(frame.error)}); see docs/trace-format.md`,
  )
}

function readHeader(path: string, line: Line, parsed: object): TraceHeader {
  if (line.number !== 1)
    throw new TraceError(path, line.number, 'a header may only be the first line; delete it')
  const header = TraceHeader.safeParse(parsed)
  if (header.success) return header.data
  throw new TraceError(
    path,
    line.number,
    `not a trace's header (${describe(header.error)}); see docs/trace-format.md`,
  )
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    return error
  }
}

function describe({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ')
}
