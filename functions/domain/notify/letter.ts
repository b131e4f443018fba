import * as z from 'zod'
import { Message } from './message.ts'

/** Something the embedded cloud sent, as it keeps it in its mailbox. */
export const Letter = z.object({
  id: z.string(),
  at: z.number().int(),
  via: z.enum(['mailbox', 'sns', 'email', 'watchdog']),
  /** The receiver's name, a topic's ARN, or addresses. */
  to: z.string(),
  repeated: z.boolean(),
  subject: z.string(),
  text: z.string(),
  /** Whole, where it came as one. */
  message: Message.nullable(),
})
export type Letter = z.infer<typeof Letter>

export const Mailbox = z.object({ items: z.array(Letter) })
export type Mailbox = z.infer<typeof Mailbox>
