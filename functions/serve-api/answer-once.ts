import { createHash, randomUUID } from 'node:crypto'
import {
  type Answer,
  beginAnswer,
  giveUpAnswer,
  keepAnswer,
  type MarkedChange,
  readAnswer,
} from '#store/answers.ts'
import type { Ports } from './ports.ts'
import { RequestProblem } from './problems.ts'

export interface AnsweredOnce extends Answer {
  readonly isReplayed: boolean
}

interface Marked {
  readonly by: string
  readonly key: string
  /** All that makes the change this one. */
  readonly asked: string
}

export function readOnceKey(header: string | undefined): string | undefined {
  if (header === undefined || /^[ -~]{1,128}$/.test(header)) return header
  throw new RequestProblem(
    400,
    'Bad request',
    `Idempotency-Key has ${header.length} characters, or some that cannot be printed; send 1 to 128 of ASCII.`,
  )
}

/** Done by whoever comes first; the others are told what came of it. A fault is no answer, and may be tried again. */
export async function answerOnce(
  { store, now }: Pick<Ports, 'store' | 'now'>,
  { by, key, asked }: Marked,
  say: () => Promise<string>,
): Promise<AnsweredOnce> {
  const change = { by, key, digest: createHash('sha256').update(asked).digest('base64url') }
  const mark = randomUUID()
  if (!(await beginAnswer(store, change, mark, now()))) return replay(store, change)
  try {
    const answer = await settle(say)
    await keepAnswer(store, change, mark, answer, now())
    return { ...answer, isReplayed: false }
  } catch (fault) {
    try {
      await giveUpAnswer(store, change, mark, now())
    } catch (second) {
      throw new AggregateError(
        [fault, second],
        'A change failed, and its mark could not be taken back.',
      )
    }
    throw fault
  }
}

/** What is refused for good is an answer as well. */
async function settle(say: () => Promise<string>): Promise<Answer> {
  try {
    return { status: 200, text: await say() }
  } catch (fault) {
    if (!(fault instanceof RequestProblem) || fault.problem.status >= 500) throw fault
    return { status: fault.problem.status, text: JSON.stringify(fault.problem) }
  }
}

async function replay(store: Ports['store'], change: MarkedChange): Promise<AnsweredOnce> {
  const kept = await readAnswer(store, change)
  if (kept && kept.digest !== change.digest)
    throw new RequestProblem(
      422,
      'Key used before',
      `Idempotency-Key "${change.key}" was used for another change; send a new key with this one.`,
    )
  if (kept?.answer) return { ...kept.answer, isReplayed: true }
  throw new RequestProblem(
    409,
    'In progress',
    `The change with Idempotency-Key "${change.key}" is being made; ask again in a moment.`,
    undefined,
    { 'retry-after': '1' },
  )
}
