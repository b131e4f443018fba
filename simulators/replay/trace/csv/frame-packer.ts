import type { TraceFrame, TraceReading } from '#simulators/replay/trace/write-trace.ts'
import type { CsvReading } from './layout.ts'

const windowMilliseconds = 60_000
const largestFrame = 500

export interface FramePacker {
  /** Takes a row's readings and hands out the frames that they complete. */
  readonly add: (at: number, readings: readonly CsvReading[]) => readonly TraceFrame[]
  readonly flush: () => readonly TraceFrame[]
}

/** Packs readings cell by cell, a minute at a time; frames come out in the order of sentAt. */
export function openFramePacker(site: string): FramePacker {
  const pending = new Map<string, TraceReading[]>()
  const counts = new Map<string, number>()
  let window = Number.NEGATIVE_INFINITY
  let latest = 0
  const frameOf = (cell: string, readings: readonly TraceReading[]): TraceFrame => {
    const index = counts.get(cell) ?? 0
    counts.set(cell, index + 1)
    const frame = `import-${site.slice(0, 50)}-${cell.slice(0, 50)}-${index}`
    const sentAt = Math.max(latest, ...readings.map(({ at }) => at))
    return { schemaVersion: 1, frame, site, cell, sentAt, boot: 'import', readings }
  }
  const flush = () => {
    const frames = [...pending].flatMap(([cell, readings]) =>
      inParts(readings).map((part) => frameOf(cell, part)),
    )
    pending.clear()
    frames.sort((a, b) => a.sentAt - b.sentAt)
    latest = frames.at(-1)?.sentAt ?? latest
    return frames
  }
  return {
    flush,
    add: (at, readings) => {
      const current = Math.floor(at / windowMilliseconds)
      const frames = current > window ? flush() : []
      window = Math.max(window, current)
      for (const { cell, sensor, ...rest } of readings) {
        const packed = { sensor, at, ...rest }
        const open = pending.get(cell)
        if (open) open.push(packed)
        else pending.set(cell, [packed])
      }
      return frames
    },
  }
}

function inParts(readings: readonly TraceReading[]): TraceReading[][] {
  const parts: TraceReading[][] = []
  for (let start = 0; start < readings.length; start += largestFrame)
    parts.push(readings.slice(start, start + largestFrame))
  return parts
}
