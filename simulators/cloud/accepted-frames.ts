import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import type { BusEvent } from '#domain/events.ts'
import { countFrames } from '#domain/frame.ts'
import { replaceFile } from './replace-file.ts'
import type { StreamLog } from './stream/stream-log.ts'

const Snapshot = z.object({
  sequence: z.number().int(),
  frames: z.number().int(),
  readings: z.number().int(),
})
type Snapshot = z.infer<typeof Snapshot>

/** How many frames and readings the stream has taken in, ever; exact after a kill. */
export interface AcceptedFrames {
  /** Events that the stream took, the last of them under this sequence number. */
  add(events: readonly BusEvent[], sequence: number): void
  count(): { readonly frames: number; readonly readings: number }
  save(): Promise<void>
}

const readAtOnce = 1_000

/** A snapshot, and whatever the stream has beyond it. */
export async function openAcceptedFrames(file: string, log: StreamLog): Promise<AcceptedFrames> {
  let current = readSnapshot(file)
  for (;;) {
    const records = await log.read(current.sequence, readAtOnce)
    const last = records.at(-1)
    if (!last) break
    const events = records.map((record) => JSON.parse(record.event) as BusEvent)
    current = addEvents(current, events, last.sequence)
  }
  return {
    add(events, sequence) {
      current = addEvents(current, events, sequence)
    },
    count: () => current,
    save: () => replaceFile(file, JSON.stringify(current)),
  }
}

function readSnapshot(file: string): Snapshot {
  if (!existsSync(file)) return { sequence: 0, frames: 0, readings: 0 }
  return Snapshot.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function addEvents(before: Snapshot, events: readonly BusEvent[], sequence: number): Snapshot {
  let { frames, readings } = before
  for (const event of events) {
    const count = countFrames(event['detail-type'], event.detail)
    frames += count.frames
    readings += count.readings
  }
  return { sequence, frames, readings }
}
