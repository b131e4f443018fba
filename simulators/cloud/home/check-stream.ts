import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mappings } from '#wiring'
import { readPosition } from '../stream/position-file.ts'
import { findSegments, repairNewest } from '../stream/segments.ts'
import type { StreamLog } from '../stream/stream-log.ts'

/** What somebody has read must be in the stream, and what comes next, too: or it would be passed over in silence. */
export async function refuseLostRecords(folder: string, log: StreamLog): Promise<void> {
  const stream = join(folder, 'stream')
  const files = mappings.map((mapping) => join(folder, 'positions', mapping.function))
  for (const file of files) await refuseGap(stream, log, file)
  const accepted = join(folder, 'accepted.json')
  refuseShort(stream, log.newest(), accepted, acceptedUpTo(accepted))
}

/** The same for calls that are made later. */
export async function refuseLostCalls(folder: string): Promise<void> {
  const log = join(folder, 'log')
  const newest = await naming(log, async () => repairNewest(await findSegments(log)))
  const file = join(folder, 'position')
  refuseShort(log, newest, file, await naming(file, async () => readPosition(file)))
}

/** A fault of the system says what is wrong, seldom with which file. */
export async function naming<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    if (why.includes(path)) throw cause
    throw new Error(`${path} cannot be used (${why})`, { cause })
  }
}

async function refuseGap(stream: string, log: StreamLog, file: string): Promise<void> {
  const position = await naming(file, async () => readPosition(file))
  refuseShort(stream, log.newest(), file, position)
  if (position === 0 || position === log.newest()) return
  const [next] = await log.read(position, 1)
  if (next?.sequence !== position + 1)
    throw new Error(
      `${stream} has no record ${position + 1}, which comes next after ${file}; it goes on with ${next?.sequence ?? 'none'}`,
    )
}

function refuseShort(stream: string, newest: number, file: string, position: number): void {
  if (position > newest)
    throw new Error(`${stream} ends at record ${newest}, but ${file} has read up to ${position}`)
}

function acceptedUpTo(file: string): number {
  if (!existsSync(file)) return 0
  const { sequence } = JSON.parse(readFileSync(file, 'utf8')) as { readonly sequence: number }
  return sequence
}
