import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { type BusEvent, eventTypes } from '#domain/events.ts'
import { countReadings } from '#domain/frame.ts'

/** What no retry could handle, kept whole in a file of its own. */
export interface FailureBucket {
  keep(name: string, id: string, events: readonly BusEvent[], reason: unknown): Promise<void>
  /** Frames and readings among all that is kept. */
  count(): { readonly frames: number; readonly readings: number }
}

const Kept = z.object({ function: z.string(), events: z.array(z.custom<BusEvent>()) })

export async function openFailureBucket(folder: string): Promise<FailureBucket> {
  await mkdir(folder, { recursive: true })
  const counts = { frames: 0, readings: 0 }
  for (const name of await readdir(folder))
    if (name.endsWith('.json'))
      add(Kept.parse(JSON.parse(await readFile(join(folder, name), 'utf8'))).events)

  function add(events: readonly BusEvent[]) {
    for (const event of events) {
      if (event['detail-type'] !== eventTypes.readingsReported) continue
      counts.frames += 1
      counts.readings += countReadings(event.detail)
    }
  }

  return {
    async keep(name, id, events, reason) {
      const file = join(folder, `${name}-${id}.json`)
      const why = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)
      await writeFile(
        `${file}.new`,
        JSON.stringify({ function: name, reason: why, events }, null, 1),
      )
      await rename(`${file}.new`, file)
      add(events)
    },
    count: () => counts,
  }
}
