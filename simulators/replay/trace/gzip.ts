import { Readable } from 'node:stream'
import { constants, createGunzip, gzipSync } from 'node:zlib'
import { TraceError } from './trace-error.ts'

export function isGzipName(path: string): boolean {
  return path.endsWith('.gz')
}

/** A piece of a file that is whole in itself: pieces may be appended, and one that is cut off spoils none before it. */
export function gzipPiece(text: Uint8Array): Uint8Array {
  return gzipSync(text)
}

/** By its first bytes, not by its name. What is cut off ends where it can still be read. */
export async function* unzipped(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  const all = Readable.from(startingWith(first.value, iterator))
  if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) return yield* all
  const unzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH })
  all.on('error', (fault) => unzip.destroy(fault))
  try {
    yield* all.pipe(unzip)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause
    throw new TraceError(path, 1, `its gzip is damaged (${why}); restore it from a copy`, { cause })
  }
}

async function* startingWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>) {
  yield first
  for (;;) {
    const next = await rest.next()
    if (next.done) return
    yield next.value
  }
}
