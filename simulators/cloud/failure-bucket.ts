import { mkdir, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { BusEvent } from '#domain/events.ts'
import { countFrames } from '#domain/frame.ts'
import { replaceFile } from './replace-file.ts'

interface Count {
  readonly frames: number
  readonly readings: number
}

/** What no retry could handle, kept whole in a file of its own. */
export interface FailureBucket {
  /** Events as JSON texts; what is kept twice under one name counts once. */
  keep(name: string, id: string, events: readonly string[], reason: unknown): Promise<void>
  /** Frames and readings among all that is kept. */
  count(): Count
  /** Frames and readings among what was sent again, and so is accepted twice. */
  countRedriven(): Count
  names(): readonly string[]
  read(name: string): Promise<string>
  /** From now on it counts as sent again. */
  putAway(name: string): Promise<void>
}

const Kept = z.object({ function: z.string(), events: z.array(z.custom<BusEvent>()) })

export async function openFailureBucket(folder: string): Promise<FailureBucket> {
  const away = join(folder, 'redriven')
  const counts = await countFiles(folder)
  const redriven = await countFiles(away)
  return {
    async keep(name, id, events, reason) {
      const file = `${name}-${id}.json`
      // A mapping that was killed before it noted that it kept a record keeps it again.
      if (redriven.has(file)) return
      const why = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason)
      const head = JSON.stringify({ function: name, reason: why }).slice(0, -1)
      await replaceFile(join(folder, file), `${head},"events":[\n${events.join(',\n')}\n]}\n`)
      counts.set(file, countEvents(events.map((event) => JSON.parse(event) as BusEvent)))
    },
    count: () => sum(counts),
    countRedriven: () => sum(redriven),
    names: () => [...counts.keys()].toSorted(),
    read: (name) => readFile(join(folder, name), 'utf8'),
    async putAway(name) {
      const count = counts.get(name)
      if (!count) return
      await rename(join(folder, name), join(away, name))
      counts.delete(name)
      redriven.set(name, count)
    },
  }
}

async function countFiles(folder: string): Promise<Map<string, Count>> {
  await mkdir(folder, { recursive: true })
  const counts = new Map<string, Count>()
  for (const name of (await readdir(folder)).filter((entry) => entry.endsWith('.json'))) {
    const kept = Kept.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
    counts.set(name, countEvents(kept.events))
  }
  return counts
}

function sum(counts: ReadonlyMap<string, Count>): Count {
  return [...counts.values()].reduce(addCounts, { frames: 0, readings: 0 })
}

function countEvents(events: readonly BusEvent[]): Count {
  const counts = events.map((event) => countFrames(event['detail-type'], event.detail))
  return counts.reduce(addCounts, { frames: 0, readings: 0 })
}

function addCounts(a: Count, b: Count): Count {
  return { frames: a.frames + b.frames, readings: a.readings + b.readings }
}
