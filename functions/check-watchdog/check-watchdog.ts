import type { DeliverPorts } from '#deliver/deliver-ports.ts'
import { routingInForce } from '#deliver/routing-in-force.ts'
import { mostAttempts } from '#domain/notify/delivery.ts'
import type { Routing } from '#domain/notify/routing.ts'
import {
  judgeBeat,
  newWatch,
  type WatchNews,
  watchdogMessage,
  watchdogReceivers,
} from '#domain/notify/watchdog.ts'
import { readBeat, readWatch, saveWatch, type WatchRecord } from '#store/watchdog.ts'

type Ports = Omit<DeliverPorts, 'suppressionOf'>
type Telling = NonNullable<WatchRecord['telling']>

/** Outside the pipeline: reads the last beat and tells people itself. Answers what is new about it. */
export async function checkWatchdog(ports: Ports): Promise<WatchNews | null> {
  const { store } = ports
  const now = ports.now()
  const before = (await readWatch(store)) ?? { watch: newWatch(now), telling: null }
  const { watch, news } = judgeBeat(before.watch, await readBeat(store), now)
  const routing = await routingInForce(store, ports.receivers)
  const telling = news
    ? newTelling(news, before, watch.silent?.since, routing, now)
    : before.telling
  const left = telling && (await tell(telling, { watch, telling }, routing, ports))
  await saveWatch(store, { watch, telling: left })
  return news
}

function newTelling(
  news: WatchNews,
  before: WatchRecord,
  silentSince: number | undefined,
  routing: Routing,
  at: number,
): Telling {
  const since = silentSince ?? before.watch.silent?.since ?? at
  const receivers = watchdogReceivers(routing, at)
  return { id: `watchdog-${news}-${at}`, news, since, at, attempts: 0, receivers }
}

/** The attempt is written down before it is made. What is left is whoever did not take it. */
async function tell(
  telling: Telling,
  record: WatchRecord,
  routing: Routing,
  ports: Ports,
): Promise<Telling | null> {
  const attempts = telling.attempts + 1
  await saveWatch(ports.store, { ...record, telling: { ...telling, attempts } })
  const message = watchdogMessage(telling.news, telling.since, telling.at, ports.dashboardUrl)
  // At once: one that hangs must not keep the news from the others.
  const answers = await Promise.all(
    telling.receivers.map(async (receiver) => {
      const found = routing.receivers[receiver]
      if (!found) return []
      const outgoing = { id: telling.id, receiver, message, repeated: attempts > 1 }
      const answer = await ports.send(found, outgoing)
      ports.log(message.title, { receiver, attempts, answer })
      return answer.kind === 'refused' ? [receiver] : []
    }),
  )
  const left = answers.flat()
  return left.length === 0 || attempts >= mostAttempts
    ? null
    : { ...telling, attempts, receivers: left }
}
