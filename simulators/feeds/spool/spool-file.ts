import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'
import type { ReportedFrame } from '#domain/frame.ts'

/** One line: a frame that waits, or up to which byte frames were sent. */
const Line = z.union([
  z.object({ frame: z.custom<ReportedFrame>((value) => typeof value === 'object') }),
  z.object({ sentTo: z.number().int() }),
])

export interface Waiting {
  readonly frame: ReportedFrame
  /** Where the next line begins. */
  readonly end: number
}

/** Frames on disk in the order they came, each until it was sent; a kill loses none that was added. */
export interface SpoolFile {
  /** False where there is no room left: what has waited longest is kept. */
  add(frame: ReportedFrame): boolean
  /** The oldest that wait, at most 200. */
  oldest(): readonly Waiting[]
  /** Everything before this byte was sent, or will never be taken. */
  sent(end: number, frames: number): void
  frames(): number
  /** From the oldest that waits to the newest, by their gateways' clocks. */
  span(): { readonly from: number; readonly to: number } | null
  close(): void
}

/** More cells than one call takes frames of. */
const readAtOnce = 200
const chunkBytes = 262_144

export function openSpoolFile(path: string, largestBytes: number): SpoolFile {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a+')
  let { size, start, frames, to } = recover(file)
  const append = (line: object) => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`)
    writeSync(file, bytes)
    size += bytes.length
  }
  return {
    oldest: () => readWaiting(file, start, size, readAtOnce),
    add(frame) {
      if (size >= largestBytes) return false
      append({ frame })
      frames += 1
      to = Math.max(to, frame.sentAt)
      return true
    },
    sent(end, count) {
      start = end
      frames -= count
      if (frames > 0) return append({ sentTo: end })
      ftruncateSync(file, 0)
      size = 0
      start = 0
      to = 0
    },
    frames: () => frames,
    span() {
      const [first] = readWaiting(file, start, size, 1)
      return first ? { from: first.frame.sentAt, to } : null
    },
    close: () => closeSync(file),
  }
}

/** Reads the file to its end once; a line that a kill tore is cut off, its frame was never said to be kept. */
function recover(file: number) {
  const { size } = fstatSync(file)
  const added: { readonly end: number; readonly sentAt: number }[] = []
  let start = 0
  let end = 0
  for (const { text, next } of readLines(file, 0, size)) {
    const line = Line.safeParse(parse(text)).data
    if (!line) break
    end = next
    if ('frame' in line) added.push({ end: next, sentAt: line.frame.sentAt })
    else start = line.sentTo
  }
  if (end < size) ftruncateSync(file, end)
  const waiting = added.filter((one) => one.end > start)
  const to = waiting.reduce((latest, { sentAt }) => Math.max(latest, sentAt), 0)
  return { size: end, start, frames: waiting.length, to }
}

function readWaiting(file: number, start: number, size: number, most: number): Waiting[] {
  const waiting: Waiting[] = []
  for (const { text, next } of readLines(file, start, size)) {
    const line = Line.parse(parse(text))
    if ('frame' in line) waiting.push({ frame: line.frame, end: next })
    if (waiting.length === most) break
  }
  return waiting
}

function* readLines(file: number, start: number, size: number) {
  let rest = Buffer.alloc(0)
  for (let at = start; at < size; ) {
    const chunk = Buffer.alloc(Math.min(chunkBytes, size - at))
    at += readSync(file, chunk, 0, chunk.length, at)
    rest = Buffer.concat([rest, chunk])
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const text = rest.toString('utf8', 0, end)
      rest = rest.subarray(end + 1)
      yield { text, next: at - rest.length }
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
