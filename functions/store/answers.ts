import * as z from 'zod'
import {
  type Condition,
  documentItem,
  getItem,
  holds,
  type Item,
  putItem,
  readText,
} from './items.ts'
import { telemetryKeys } from './keys.ts'
import type { TelemetryStore } from './store.ts'

/** A change that somebody marked: who, with which key, and a digest of what they asked for. */
export interface MarkedChange {
  readonly by: string
  readonly key: string
  readonly digest: string
}

const Answer = z.object({ status: z.number().int(), text: z.string() })
export type Answer = z.infer<typeof Answer>

/** `mark` tells one try from another; the answer is null while nobody has one. */
const KeptAnswer = z.object({ digest: z.string(), mark: z.string(), answer: Answer.nullable() })
export type KeptAnswer = z.infer<typeof KeptAnswer>

const keptSeconds = 86_400
/** Longer than the slowest call may take; after that, whoever began is gone. */
const abandonedMilliseconds = 60_000

const number = (value: number) => ({ N: String(value) })
const seconds = (now: number) => Math.floor(now / 1000)

/** False when it was begun by another, who has an answer or may still find one. */
export function beginAnswer(
  store: TelemetryStore,
  change: MarkedChange,
  mark: string,
  now: number,
): Promise<boolean> {
  const kept = { digest: change.digest, mark, answer: null }
  const free =
    'attribute_not_exists(pk) OR #ttl <= :now OR (#state = :begun AND #at <= :abandoned AND digest = :digest)'
  return put(store, answerItem(change, kept, now), {
    expression: free,
    names: { '#ttl': 'ttl', '#state': 'state', '#at': 'at' },
    values: {
      ':now': number(seconds(now)),
      ':begun': { S: 'begun' },
      ':abandoned': number(now - abandonedMilliseconds),
      ':digest': { S: change.digest },
    },
  })
}

/** Kept unless another took over meanwhile, whose answer then counts. */
export function keepAnswer(
  store: TelemetryStore,
  change: MarkedChange,
  mark: string,
  answer: Answer,
  now: number,
): Promise<boolean> {
  const kept = { digest: change.digest, mark, answer }
  return put(store, answerItem(change, kept, now), ifStillMarked(mark))
}

/** Lets the next try begin at once, unless another took over meanwhile. */
export function giveUpAnswer(
  store: TelemetryStore,
  change: MarkedChange,
  mark: string,
  now: number,
): Promise<boolean> {
  const kept = { digest: change.digest, mark, answer: null }
  const abandoned = { at: number(now - abandonedMilliseconds) }
  return put(store, { ...answerItem(change, kept, now), ...abandoned }, ifStillMarked(mark))
}

export async function readAnswer(
  store: TelemetryStore,
  { by, key }: MarkedChange,
): Promise<KeptAnswer | undefined> {
  const item = await getItem(store, store.telemetryTable, telemetryKeys.answer(by, key))
  return item && KeptAnswer.parse(JSON.parse(readText(item, 'body')))
}

function ifStillMarked(mark: string): Condition {
  return {
    expression: '#mark = :mark',
    names: { '#mark': 'mark' },
    values: { ':mark': { S: mark } },
  }
}

function answerItem({ by, key, digest }: MarkedChange, kept: KeptAnswer, now: number): Item {
  return {
    ...documentItem(telemetryKeys.answer(by, key), 1, kept),
    digest: { S: digest },
    mark: { S: kept.mark },
    state: { S: kept.answer ? 'answered' : 'begun' },
    at: number(now),
    ttl: number(seconds(now) + keptSeconds),
  }
}

async function put(store: TelemetryStore, item: Item, condition: Condition): Promise<boolean> {
  return holds(putItem(store, { table: store.telemetryTable, item }, condition))
}
