import type { DeliverPorts } from '#deliver/deliver-ports.ts'
import { DeliveryError } from '#deliver/delivery-error.ts'
import type { KnownIncident } from '#deliver/gather-due.ts'
import { routingInForce } from '#deliver/routing-in-force.ts'
import { sendDue } from '#deliver/send-due.ts'
import type { IncidentChanged } from '#domain/incidents/incident-changed.ts'
import type { Notice } from '#domain/notify/notice.ts'
import { type Plan, planNotices } from '#domain/notify/plan-notices.ts'
import { suppressionOf } from '#domain/silences/suppression-of.ts'
import { moveNotice, planNotice, readNotices, saveDecision } from '#store/notices.ts'
import { readSilencesSince } from '#store/silences.ts'

export type Notified = 'planned' | 'told' | 'nothing-to-tell'

/** Decides what to tell of a change, writes it down, and sends what does not wait. */
export async function notify(changed: IncidentChanged, ports: DeliverPorts): Promise<Notified> {
  const { incident: summary, whatToDo } = changed
  const { store } = ports
  const now = ports.now()
  const { notices, decision } = await readNotices(store, summary.id)
  const routing = await routingInForce(store, ports.receivers)
  const decidedVersion = decision?.version ?? 0
  const plan = planNotices({ summary, notices, decidedVersion, routing, now })
  await carryOut(plan, ports)
  const released = await release(notices, plan, { summary, whatToDo }, ports)
  if (plan.why !== null && plan.why !== decision?.why)
    await saveDecision(store, summary.id, { version: summary.version, why: plan.why })
  const isDue = released > 0 || plan.planned.some(({ dueAt }) => dueAt <= now)
  if (!isDue) return plan.planned.length > 0 ? 'planned' : 'nothing-to-tell'
  const outcomes = await sendDue(ports, new Map([[summary.id, { summary, whatToDo }]]))
  const own = outcomes.filter(({ incidents }) => incidents.includes(summary.id))
  const refused = own.find(({ kind }) => kind !== 'sent')
  if (refused) throw new DeliveryError(refused.receiver, refused.answer, refused.attempts)
  return own.length > 0 ? 'told' : 'planned'
}

/** Planned before what it replaces is dropped: a crash in between leaves one too many, and they are one message. */
async function carryOut(plan: Plan, { store, now }: DeliverPorts): Promise<void> {
  await Promise.all(plan.planned.map((notice) => planNotice(store, notice)))
  await Promise.all(
    plan.dropped.map(({ notice, reason }) =>
      moveNotice(store, notice, { status: 'dropped', at: now(), reason }),
    ),
  )
}

/** What was put off goes out as soon as nothing stands in its way. */
async function release(
  notices: readonly Notice[],
  { dropped }: Plan,
  { summary }: KnownIncident,
  { store, now }: DeliverPorts,
): Promise<number> {
  const gone = new Set(dropped.map(({ notice }) => notice.id))
  const held = notices.filter(({ id, state }) => state.status === 'held' && !gone.has(id))
  const at = now()
  if (held.length === 0) return 0
  if (suppressionOf(summary, await readSilencesSince(store, at), at) !== null) return 0
  await Promise.all(
    held.map((notice) => moveNotice(store, notice, { status: 'planned' }, { dueAt: at })),
  )
  return held.length
}
