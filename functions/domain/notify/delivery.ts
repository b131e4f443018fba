import * as z from 'zod'
import { Message } from './message.ts'

/** One message on its way to one receiver, whatever became of it so far. It is the same message in every attempt. */
export const Delivery = z.object({
  schemaVersion: z.literal(1),
  id: z.string(),
  version: z.number().int(),
  receiver: z.string(),
  notices: z.array(z.object({ incident: z.string(), id: z.string() })),
  /** Null until everything in it is known to be its own. */
  message: Message.nullable(),
  attempts: z.number().int(),
  attemptedAt: z.number().int(),
  nextAt: z.number().int(),
  lastAnswer: z.string().nullable(),
})
export type Delivery = z.infer<typeof Delivery>

export const mostAttempts = 10
const firstPauseMilliseconds = 60_000
const longestPauseMilliseconds = 3_600_000

/** Until the next attempt: a minute, which outlasts any attempt, and then twice as long each time. */
export function pauseAfter(attempts: number): number {
  return Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** Math.max(0, attempts - 1))
}
