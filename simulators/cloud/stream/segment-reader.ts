import { readLines } from './read-lines.ts'
import type { Segment } from './segments.ts'
import { parseLine, type StreamRecord } from './stream-record.ts'

/** Where a read ended; the next one goes on there instead of at the segment's beginning. */
interface Bookmark {
  readonly segment: Segment
  readonly offset: number
}

const rememberedBookmarks = 16

export type SegmentReader = (after: number, limit: number) => Promise<StreamRecord[]>

/** Reads what is on disk: for a consumer that lags, or one that was just started. */
export function openSegmentReader(segments: readonly Segment[]): SegmentReader {
  const bookmarks = new Map<number, Bookmark>()
  return async (after, limit) => {
    const found: StreamRecord[] = []
    for await (const { record, bookmark } of recordsFrom(segments, after, bookmarks.get(after))) {
      if (record.sequence <= after) continue
      found.push(record)
      if (found.length === limit) {
        remember(bookmarks, record.sequence, bookmark)
        break
      }
    }
    return found
  }
}

async function* recordsFrom(
  segments: readonly Segment[],
  after: number,
  bookmark: Bookmark | undefined,
): AsyncGenerator<{ record: StreamRecord; bookmark: Bookmark }> {
  const start = bookmark
    ? segments.indexOf(bookmark.segment)
    : segments.findLastIndex(({ first }) => first <= after + 1)
  for (const segment of segments.slice(Math.max(0, start))) {
    const from = segment === bookmark?.segment ? bookmark.offset : 0
    for await (const { text, end } of readLines(segment.path, from))
      yield { record: parseLine(text, segment.path), bookmark: { segment, offset: end } }
  }
}

function remember(bookmarks: Map<number, Bookmark>, after: number, bookmark: Bookmark): void {
  bookmarks.set(after, bookmark)
  for (const oldest of bookmarks.keys()) {
    if (bookmarks.size <= rememberedBookmarks) return
    bookmarks.delete(oldest)
  }
}
