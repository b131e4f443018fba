import { createHash } from 'node:crypto'
import { type Delivery, pauseAfter } from '#domain/notify/delivery.ts'
import { isFollowUp } from '#domain/notify/notice.ts'
import { readDeliveries, saveDelivery } from '#store/deliveries.ts'
import { type OutboxEntry, readOutbox } from '#store/notices.ts'
import { readSilencesSince } from '#store/silences.ts'
import { attemptDelivery, type Outcome } from './attempt-delivery.ts'
import type { DeliverPorts } from './deliver-ports.ts'
import { type Due, gatherDue, type Known } from './gather-due.ts'
import { routingInForce } from './routing-in-force.ts'

/** More of one site at once are told in the next message. */
const mostInOneMessage = 200

/** Sends whatever is due: first what was on its way before, then what has come due, one message a site and receiver. */
export async function sendDue(ports: DeliverPorts, known: Known = new Map()): Promise<Outcome[]> {
  const now = ports.now()
  const routing = await routingInForce(ports.store, ports.receivers)
  const underWay = await readDeliveries(ports.store)
  const again = underWay
    .filter(({ nextAt }) => nextAt <= now)
    .map((delivery) => attemptDelivery(delivery, routing, ports, known))
  const batches = batchesOf(await readOutbox(ports.store), now)
  const silences = batches.length > 0 ? await readSilencesSince(ports.store, now) : []
  const fresh = batches.map(async (batch) => {
    const due = await gatherDue(batch, { routing, silences }, ports, known)
    const delivery = due.length > 0 ? await beginDelivery(due, ports) : undefined
    return delivery && attemptDelivery(delivery, routing, ports, known)
  })
  // One that cannot be handled keeps none of the others waiting.
  const settled = await Promise.allSettled([...again, ...fresh])
  const fault = settled.find((one) => one.status === 'rejected')
  if (fault) throw fault.reason
  return settled.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []))
}

/** What came due takes along what waits for the same site and receiver. */
function batchesOf(entries: readonly OutboxEntry[], now: number): OutboxEntry[][] {
  const groups = Map.groupBy(entries, ({ site, receiver }) => `${site} ${receiver}`)
  return [...groups.values()]
    .filter((group) => group.some(({ dueAt }) => dueAt <= now))
    .map((group) =>
      group
        .filter((entry) => entry.dueAt <= now || !(entry.isHeld || isFollowUp(entry)))
        .slice(0, mostInOneMessage),
    )
}

/** Undefined where somebody else has begun the same. */
async function beginDelivery(
  due: readonly Due[],
  { store, now }: DeliverPorts,
): Promise<Delivery | undefined> {
  const [first] = due
  if (!first) return undefined
  const { receiver } = first.notice
  const names = due.map(({ notice }) => `${notice.incident}/${notice.id}`).toSorted()
  const id = createHash('sha256')
    .update([receiver, ...names].join('\n'))
    .digest('hex')
    .slice(0, 32)
  const delivery: Delivery = {
    schemaVersion: 1,
    ...{ id, version: 1, receiver, message: null, attempts: 0, lastAnswer: null },
    notices: due.map(({ notice }) => ({ incident: notice.incident, id: notice.id })),
    attemptedAt: now(),
    // Whoever comes upon it later than this finds that nobody is at it any more.
    nextAt: now() + pauseAfter(1),
  }
  return (await saveDelivery(store, delivery)) ? delivery : undefined
}
