import { existsSync, readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import { type BusEvent, eventTypes } from '#domain/events.ts'
import { countReadings } from '#domain/frame.ts'
import type { StreamLog } from './stream/stream-log.ts'

const Snapshot = z.object({
  sequence: z.number().int(),
  frames: z.number().int(),
  readings: z.number().int(),
})
type Snapshot = z.infer<typeof Snapshot>

/** How many frames and readings the stream has taken in, ever; exact after a kill. */
export interface AcceptedFrames {
  add(events: readonly BusEvent[], sequence: number): void
  count(): { readonly frames: number; readonly readings: number }
  save(): Promise<void>
}

const readAtOnce = 1_000

/** A snapshot, and whatever the stream has beyond it. */
export async function openAcceptedFrames(file: string, log: StreamLog): Promise<AcceptedFrames> {
  let current: Snapshot = existsSync(file)
    ? Snapshot.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { sequence: 0, frames: 0, readings: 0 }
  const add = (events: readonly BusEvent[], sequence: number) => {
    const frames = events.filter((event) => event['detail-type'] === eventTypes.readingsReported)
    current = {
      sequence,
      frames: current.frames + frames.length,
      readings:
        current.readings + frames.reduce((sum, event) => sum + countReadings(event.detail), 0),
    }
  }
  for (;;) {
    const records = await log.read(current.sequence, readAtOnce)
    const last = records.at(-1)
    if (!last) break
    add(
      records.map((record) => JSON.parse(record.event) as BusEvent),
      last.sequence,
    )
  }
  return {
    add,
    count: () => current,
    async save() {
      const saved = JSON.stringify(current)
      await writeFile(`${file}.new`, saved)
      await rename(`${file}.new`, file)
    },
  }
}
