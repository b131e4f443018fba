import { type Delivery, mostAttempts, pauseAfter } from '#domain/notify/delivery.ts'
import { followUp } from '#domain/notify/follow-up.ts'
import { composeMessage, type Message } from '#domain/notify/message.ts'
import { isWaiting, type Notice, type NoticeState } from '#domain/notify/notice.ts'
import type { Routing } from '#domain/notify/routing.ts'
import { forgetDelivery, saveDelivery } from '#store/deliveries.ts'
import { moveNotice, planNotice, readNotice } from '#store/notices.ts'
import type { DeliverPorts } from './deliver-ports.ts'
import { type Due, type Known, readNewest } from './gather-due.ts'

/** What came of one attempt to deliver one message. */
export interface Outcome {
  readonly kind: 'sent' | 'refused' | 'failed'
  readonly receiver: string
  readonly answer: string
  readonly attempts: number
  readonly incidents: readonly string[]
}

/** One attempt, written down before it is made: whoever finds it unfinished tells again and says so. */
export async function attemptDelivery(
  delivery: Delivery,
  routing: Routing,
  ports: DeliverPorts,
  known: Known,
): Promise<Outcome | undefined> {
  const composed = delivery.message
    ? { notices: delivery.notices, message: delivery.message }
    : await composeOwn(delivery, ports, known)
  if (!composed) {
    await forgetDelivery(ports.store, delivery.id)
    return undefined
  }
  const attempts = delivery.attempts + 1
  const attemptedAt = ports.now()
  const attempt = {
    ...delivery,
    ...composed,
    ...{ attempts, attemptedAt, version: delivery.version + 1 },
    nextAt: attemptedAt + pauseAfter(attempts),
  }
  if (!(await saveDelivery(ports.store, attempt))) return undefined
  const answer = await sendOne(attempt, composed.message, routing, ports)
  return answer === null ? finish(attempt, ports) : refuse(attempt, answer, ports)
}

/** Takes the notices as its own; what another message has taken is not told by this one as well. */
async function composeOwn(
  { id, notices }: Delivery,
  ports: DeliverPorts,
  known: Known,
): Promise<{ notices: Delivery['notices']; message: Message } | undefined> {
  const taken = await Promise.all(notices.map((one) => takeNotice(one, id, ports, known)))
  const own = taken.filter((due) => due !== undefined)
  if (own.length === 0) return undefined
  return {
    notices: own.map(({ notice }) => ({ incident: notice.incident, id: notice.id })),
    message: composeMessage(own, ports.dashboardUrl),
  }
}

async function takeNotice(
  { incident, id }: { readonly incident: string; readonly id: string },
  delivery: string,
  ports: DeliverPorts,
  known: Known,
): Promise<Due | undefined> {
  const [notice, current] = await Promise.all([
    readNotice(ports.store, incident, id),
    readNewest(incident, ports, known),
  ])
  if (!notice) return undefined
  const { state } = notice
  const isOwn = state.status === 'sending' && state.delivery === delivery
  if (!current) {
    const reason = 'what it told of turned out to belong to another incident'
    if (isOwn || isWaiting(notice))
      await moveNotice(ports.store, notice, { status: 'dropped', at: ports.now(), reason })
    return undefined
  }
  if (isOwn) return { notice, ...current }
  if (!isWaiting(notice)) return undefined
  const moved = await moveNotice(ports.store, notice, { status: 'sending', delivery })
  return moved && { notice: moved, ...current }
}

/** Null where it was taken, or what was answered instead. */
async function sendOne(
  { id, receiver, attempts }: Delivery,
  message: Message,
  routing: Routing,
  ports: DeliverPorts,
): Promise<string | null> {
  const found = routing.receivers[receiver]
  if (!found) return 'the routing has no such receiver any more'
  const repeated = attempts > 1
  const answer = await ports.send(found, { id, receiver, message, repeated })
  return answer.kind === 'taken' ? null : answer.answer
}

async function finish(delivery: Delivery, ports: DeliverPorts): Promise<Outcome> {
  const { id, attempts, receiver, message, notices } = delivery
  const at = ports.now()
  await closeNotices(delivery, { status: 'sent', delivery: id, at, attempts }, ports)
  ports.log(message?.title ?? '', { delivery: id, receiver, attempts })
  return { kind: 'sent', receiver, answer: '', attempts, incidents: incidentsOf(notices) }
}

async function refuse(delivery: Delivery, answer: string, ports: DeliverPorts): Promise<Outcome> {
  const { id, attempts, receiver } = delivery
  const outcome = { receiver, answer, attempts, incidents: incidentsOf(delivery.notices) }
  const refused = { ...delivery, version: delivery.version + 1, lastAnswer: answer }
  // Whom else to tell does not wait for a receiver that may be away for hours.
  await planEscalations(delivery, ports)
  await saveDelivery(ports.store, refused)
  if (attempts < mostAttempts) return { kind: 'refused', ...outcome }
  const at = ports.now()
  const state = { status: 'failed', delivery: id, at, attempts, reason: answer } as const
  await closeNotices(delivery, state, ports)
  return { kind: 'failed', ...outcome }
}

function incidentsOf(notices: Delivery['notices']): string[] {
  return [...new Set(notices.map(({ incident }) => incident))]
}

async function planEscalations({ notices, attemptedAt }: Delivery, { store }: DeliverPorts) {
  for (const { incident, id } of notices) {
    const notice = await readNotice(store, incident, id)
    const next = notice ? followUp(notice, attemptedAt) : []
    for (const one of next) if (one.cause === 'escalation') await planNotice(store, one)
  }
}

/** What follows is planned before it is closed, and the message forgotten last: a crash tells again rather than less. */
async function closeNotices(
  { id, notices, attemptedAt }: Delivery,
  state: NoticeState,
  { store }: DeliverPorts,
): Promise<void> {
  await Promise.all(
    notices.map(async (one) => {
      const notice = await readNotice(store, one.incident, one.id)
      if (!notice || !isOwn(notice, id)) return
      for (const next of followUp(notice, attemptedAt)) await planNotice(store, next)
      await moveNotice(store, notice, state)
    }),
  )
  await forgetDelivery(store, id)
}

function isOwn({ state }: Notice, delivery: string): boolean {
  return state.status === 'sending' && state.delivery === delivery
}
