import * as z from 'zod'
import { Suppression } from '#domain/api/incidents.ts'
import { Severity } from '#domain/severity.ts'

export const NoticeCause = z.enum([
  'opened',
  'worse',
  'reopened',
  'resolved',
  'repeat',
  'escalation',
])
export type NoticeCause = z.infer<typeof NoticeCause>

/** What became of it: nothing yet, put off, on its way, told, given up, or not worth telling any more. */
const NoticeState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('planned') }),
  z.object({ status: z.literal('held'), suppression: Suppression }),
  z.object({ status: z.literal('sending'), delivery: z.string() }),
  z.object({
    status: z.literal('sent'),
    delivery: z.string(),
    at: z.number().int(),
    attempts: z.number().int(),
  }),
  z.object({
    status: z.literal('failed'),
    delivery: z.string(),
    at: z.number().int(),
    attempts: z.number().int(),
    reason: z.string(),
  }),
  z.object({ status: z.literal('dropped'), at: z.number().int(), reason: z.string() }),
])
export type NoticeState = z.infer<typeof NoticeState>

/** One thing to tell one receiver of one incident. */
export const Notice = z.object({
  schemaVersion: z.literal(1),
  /** Made of what it says, so that whoever decides the same again writes the same. */
  id: z.string(),
  /** How often it was written; whoever writes it must have seen the last. */
  version: z.number().int(),
  incident: z.string(),
  site: z.string(),
  receiver: z.string(),
  route: z.string(),
  cause: NoticeCause,
  severity: Severity,
  incidentVersion: z.number().int(),
  plannedAt: z.number().int(),
  dueAt: z.number().int(),
  /** What it was put off by, if anything. */
  heldBy: Suppression.shape.by.nullable(),
  groupDelaySeconds: z.number().int(),
  repeatMinutes: z.number().int().nullable(),
  escalate: z.object({ afterMinutes: z.number().int(), to: z.string() }).nullable(),
  state: NoticeState,
})
export type Notice = z.infer<typeof Notice>

/** Follows from a notice that was told, by itself, when its time comes. */
export function isFollowUp({ cause }: Pick<Notice, 'cause'>): boolean {
  return cause === 'repeat' || cause === 'escalation'
}

export function isWaiting({ state }: Pick<Notice, 'state'>): boolean {
  return state.status === 'planned' || state.status === 'held'
}

/** On its way or told: the receiver knows, or soon does. */
export function isOut({ state }: Pick<Notice, 'state'>): boolean {
  return state.status === 'sending' || state.status === 'sent'
}
