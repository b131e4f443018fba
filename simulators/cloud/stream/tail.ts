import type { StreamRecord } from './stream-record.ts'

/** The newest records, held in memory for consumers that keep up. */
export interface Tail {
  add(records: readonly StreamRecord[]): void
  /** Undefined where the tail does not reach back so far. */
  read(after: number, limit: number): readonly StreamRecord[] | undefined
}

const mostRecords = 4_096
/** Records may be a megabyte each. */
const mostCharacters = 16_000_000

export function keepTail(): Tail {
  let kept: StreamRecord[] = []
  let characters = 0

  const shorten = () => {
    let excess = 0
    while (kept.length - excess > mostRecords || characters > mostCharacters) {
      characters -= kept[excess]?.event.length ?? 0
      excess += 1
    }
    kept = kept.slice(excess)
  }

  return {
    add(records) {
      for (const record of records) {
        kept.push(record)
        characters += record.event.length
      }
      // Seldom, because it copies.
      if (kept.length > 2 * mostRecords || characters > 2 * mostCharacters) shorten()
    },
    read(after, limit) {
      const [first] = kept
      if (!first || after + 1 < first.sequence) return undefined
      const start = after + 1 - first.sequence
      return kept.slice(start, start + limit)
    },
  }
}
