import { createReadStream, existsSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { BusEvent } from '#domain/events.ts'

/** One shard on disk: segments of lines `sequence TAB arrivedAt TAB partitionKey TAB event`. */
export interface StreamRecord {
  readonly sequence: number
  readonly arrivedAt: number
  readonly partitionKey: string
  /** The event as JSON text. */
  readonly event: string
}

export interface StreamLog {
  append(
    records: ReadonlyArray<{ readonly partitionKey: string; readonly event: BusEvent }>,
  ): Promise<void>
  /** Records after `sequence`, oldest first; waits for none. */
  read(after: number, limit: number): Promise<readonly StreamRecord[]>
  /** Resolves when there is something after `sequence`, or after the time given. */
  waitFor(after: number, milliseconds: number): Promise<void>
  newest(): number
  /** Deletes segments that everybody has read and that are older than the retention. */
  trim(readUpTo: number, olderThan: number): Promise<void>
  close(): Promise<void>
}

const segmentBytes = 32 * 1024 * 1024
/** What was just written is read from memory; a consumer that lags reads the disk. */
const rememberedRecords = 4_096

interface Segment {
  readonly first: number
  readonly path: string
}

export async function openStreamLog(folder: string, now: () => number): Promise<StreamLog> {
  await mkdir(folder, { recursive: true })
  const segments = await findSegments(folder)
  let sequence = await repairNewest(segments)
  let tail: StreamRecord[] = []
  let file: FileHandle | undefined
  let fileBytes = 0
  let writing: Promise<void> = Promise.resolve()
  let waiters: Array<() => void> = []

  const roll = async () => {
    await file?.close()
    const segment = {
      first: sequence + 1,
      path: join(folder, `${String(sequence + 1).padStart(15, '0')}.log`),
    }
    segments.push(segment)
    file = await open(segment.path, 'a')
    fileBytes = 0
  }

  const write = async (records: Parameters<StreamLog['append']>[0]) => {
    if (!file || fileBytes > segmentBytes) await roll()
    const arrivedAt = now()
    const written = records.map(
      ({ partitionKey, event }, index): StreamRecord => ({
        sequence: sequence + index + 1,
        arrivedAt,
        partitionKey,
        event: JSON.stringify(event),
      }),
    )
    const text = written.map(formatLine).join('')
    await file?.appendFile(text)
    fileBytes += Buffer.byteLength(text)
    sequence += written.length
    tail.push(...written)
    if (tail.length > 2 * rememberedRecords) tail = tail.slice(-rememberedRecords)
    for (const wake of waiters.splice(0)) wake()
  }

  return {
    append(records) {
      const result = writing.then(() => write(records))
      // The next write waits for this one, whether or not it came off; its own caller hears of a fault.
      writing = result.catch(() => undefined)
      return result
    },
    async read(after, limit) {
      const first = tail[0]?.sequence ?? Number.POSITIVE_INFINITY
      if (after + 1 >= first) return tail.slice(after + 1 - first, after + 1 - first + limit)
      if (after >= sequence) return []
      return readSegments(segments, after, limit)
    },
    waitFor(after, milliseconds) {
      if (after < sequence) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(done, milliseconds)
        function done() {
          clearTimeout(timer)
          waiters = waiters.filter((waiter) => waiter !== done)
          resolve()
        }
        waiters.push(done)
      })
    },
    newest: () => sequence,
    async trim(readUpTo, olderThan) {
      while (segments.length > 1 && (segments[1]?.first ?? 0) - 1 <= readUpTo) {
        const [oldest] = segments
        if (!oldest || (await stat(oldest.path)).mtimeMs > olderThan) return
        segments.shift()
        await rm(oldest.path)
      }
    },
    async close() {
      await writing
      await file?.close()
      for (const wake of waiters.splice(0)) wake()
    },
  }
}

function formatLine({ sequence, arrivedAt, partitionKey, event }: StreamRecord): string {
  return `${sequence}\t${arrivedAt}\t${JSON.stringify(partitionKey)}\t${event}\n`
}

/** JSON text holds no tab, so three tabs part the line. */
function parseLine(line: string, path: string): StreamRecord {
  const [sequence, arrivedAt, partitionKey, event] = line.split('\t')
  if (!sequence || !arrivedAt || !partitionKey || !event)
    throw new Error(`The stream's file ${path} has a damaged line: ${line.slice(0, 80)}`)
  return {
    sequence: Number(sequence),
    arrivedAt: Number(arrivedAt),
    partitionKey: JSON.parse(partitionKey) as string,
    event,
  }
}

async function findSegments(folder: string): Promise<Segment[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{15}\.log$/.test(name)).sort()
  return names.map((name) => ({ first: Number.parseInt(name, 10), path: join(folder, name) }))
}

/** A line cut off by a kill was never acknowledged: it goes, and numbering continues after the last whole one. */
async function repairNewest(segments: Segment[]): Promise<number> {
  const newest = segments.at(-1)
  if (!newest || !existsSync(newest.path)) return 0
  let bytes = 0
  let sequence = newest.first - 1
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(newest.path)) {
    rest = Buffer.concat([rest, chunk as Buffer])
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      sequence = parseLine(rest.toString('utf8', 0, end), newest.path).sequence
      bytes += end + 1
      rest = rest.subarray(end + 1)
    }
  }
  if (rest.length > 0) await truncate(newest.path, bytes)
  return sequence
}

async function readSegments(
  segments: readonly Segment[],
  after: number,
  limit: number,
): Promise<StreamRecord[]> {
  const start = Math.max(
    0,
    segments.findLastIndex((segment) => segment.first <= after + 1),
  )
  const found: StreamRecord[] = []
  for (const segment of segments.slice(start)) {
    for await (const line of readLines(segment.path)) {
      const record = parseLine(line, segment.path)
      if (record.sequence > after) found.push(record)
      if (found.length === limit) return found
    }
  }
  return found
}

async function* readLines(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
