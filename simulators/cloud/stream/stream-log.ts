import { hangDoorbell } from './doorbell.ts'
import { openSegmentReader } from './segment-reader.ts'
import { openSegmentWriter } from './segment-writer.ts'
import { findSegments, repairNewest, trimSegments } from './segments.ts'
import { formatLine, type NewRecord, type StreamRecord } from './stream-record.ts'
import { keepTail } from './tail.ts'

/** One shard on disk: records numbered from 1, in the order they were taken. */
export interface StreamLog {
  /** Resolves with the last record's sequence number when all are on disk. */
  append(records: readonly NewRecord[]): Promise<number>
  /** Records after `sequence`, oldest first; waits for none. */
  read(after: number, limit: number): Promise<readonly StreamRecord[]>
  /** Resolves when there is something after `sequence`, or after the time given. */
  waitFor(after: number, milliseconds: number): Promise<void>
  newest(): number
  /** Deletes what everybody has read and what is older than the retention. */
  trim(readUpTo: number, olderThan: number): Promise<void>
  close(): Promise<void>
}

export async function openStreamLog(folder: string, now: () => number): Promise<StreamLog> {
  const segments = await findSegments(folder)
  let sequence = await repairNewest(segments)
  const writer = openSegmentWriter(folder, segments)
  const readDisk = openSegmentReader(segments)
  const tail = keepTail()
  const doorbell = hangDoorbell()
  let writing: Promise<unknown> = Promise.resolve()

  const write = async (records: readonly NewRecord[]) => {
    const arrivedAt = now()
    const first = sequence + 1
    const written = records.map((record, index) => ({
      ...record,
      sequence: first + index,
      arrivedAt,
    }))
    await writer.write(written.map(formatLine).join(''), first)
    sequence += written.length
    tail.add(written)
    doorbell.ring()
    return sequence
  }

  return {
    append(records) {
      const result = writing.then(() => write(records))
      // The next write waits for this one, whether or not it came off; its own caller hears of a fault.
      writing = result.catch(() => undefined)
      return result
    },
    async read(after, limit) {
      // The disk may hold what is not acknowledged yet.
      const available = Math.min(limit, sequence - after)
      if (available <= 0) return []
      return tail.read(after, available) ?? readDisk(after, available)
    },
    waitFor: (after, milliseconds) =>
      after < sequence ? Promise.resolve() : doorbell.wait(milliseconds),
    newest: () => sequence,
    trim: (readUpTo, olderThan) => trimSegments(segments, readUpTo, olderThan),
    async close() {
      await writing
      await writer.close()
      doorbell.ring()
    },
  }
}
