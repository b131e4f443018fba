import { type FileHandle, open } from 'node:fs/promises'
import { type Segment, segmentAt } from './segments.ts'

export interface SegmentWriter {
  /** Appends whole lines; `first` is the sequence number of the first of them. */
  write(lines: string, first: number): Promise<void>
  close(): Promise<void>
}

const segmentBytes = 32 * 1024 * 1024

/** Writes into segments of its own, so that an old one never changes; adds each to `segments`. */
export function openSegmentWriter(folder: string, segments: Segment[]): SegmentWriter {
  let file: FileHandle | undefined
  let bytes = 0

  const roll = async (first: number) => {
    await file?.close()
    const segment = segmentAt(folder, first)
    file = await open(segment.path, 'a')
    bytes = 0
    // A process that was killed before its first write left an empty one of this name.
    if (segments.at(-1)?.path !== segment.path) segments.push(segment)
    return file
  }

  return {
    async write(lines, first) {
      const into = !file || bytes > segmentBytes ? await roll(first) : file
      try {
        await into.appendFile(lines)
      } catch (cause) {
        // Half a line on a full disk must not stand before the next.
        await into.truncate(bytes)
        throw cause
      }
      bytes += Buffer.byteLength(lines)
    },
    close: async () => file?.close(),
  }
}
