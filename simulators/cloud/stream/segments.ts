import { mkdir, readdir, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { readLines } from './read-lines.ts'
import { parseLine } from './stream-record.ts'

/** A file of the log, named by the sequence number of its first record. */
export interface Segment {
  readonly first: number
  readonly path: string
}

export function segmentAt(folder: string, first: number): Segment {
  return { first, path: join(folder, `${String(first).padStart(15, '0')}.log`) }
}

export async function findSegments(folder: string): Promise<Segment[]> {
  await mkdir(folder, { recursive: true })
  const names = (await readdir(folder)).filter((name) => /^\d{15}\.log$/.test(name)).sort()
  return names.map((name) => segmentAt(folder, Number.parseInt(name, 10)))
}

/** A line cut off by a kill was never acknowledged: it goes, and numbering continues after the last whole one. */
export async function repairNewest(segments: readonly Segment[]): Promise<number> {
  const newest = segments.at(-1)
  if (!newest) return 0
  let whole = 0
  let sequence = newest.first - 1
  for await (const { text, end } of readLines(newest.path)) {
    sequence = parseLine(text, newest.path).sequence
    whole = end
  }
  if ((await stat(newest.path)).size > whole) await truncate(newest.path, whole)
  return sequence
}

/** Deletes segments that everybody has read and that are older than the retention. */
export async function trimSegments(
  segments: Segment[],
  readUpTo: number,
  olderThan: number,
): Promise<void> {
  for (;;) {
    const [oldest, second] = segments
    if (!oldest || !second || second.first - 1 > readUpTo) return
    if ((await stat(oldest.path)).mtimeMs > olderThan) return
    segments.shift()
    await rm(oldest.path, { force: true })
  }
}
