import type { IncidentNotifications, ToldNotice } from '#domain/api/routing.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import type { Delivery } from '#domain/notify/delivery.ts'
import { explainNotices } from '#domain/notify/explain-notices.ts'
import type { Notice } from '#domain/notify/notice.ts'
import { readDelivery } from '#store/deliveries.ts'
import { readNotices } from '#store/notices.ts'
import { findIncident } from './act-on-incident.ts'
import type { Ports } from './ports.ts'
import { readSuppress } from './suppress.ts'

export async function listNotifications(ports: Ports, id: string): Promise<IncidentNotifications> {
  const suppress = await readSuppress(ports)
  const summary = suppress(summariseIncident(await findIncident(ports, id)))
  const { notices, decision } = await readNotices(ports.store, summary.id)
  const items = await Promise.all(
    notices.map(async (notice) => toldOf(notice, await underWay(ports, notice))),
  )
  return {
    items: items.toSorted((a, b) => (a.plannedAt < b.plannedAt ? -1 : 1)),
    why: explainNotices(notices, decision, summary),
  }
}

async function underWay({ store }: Ports, { state }: Notice): Promise<Delivery | undefined> {
  return state.status === 'sending' ? readDelivery(store, state.delivery) : undefined
}

function toldOf(notice: Notice, delivery: Delivery | undefined): ToldNotice {
  const { id, receiver, route, cause, severity, state, dueAt } = notice
  const attempts = 'attempts' in state ? state.attempts : (delivery?.attempts ?? 0)
  const sentAt = state.status === 'sent' ? state.at : null
  return {
    ...{ id, receiver, route, cause, severity },
    plannedAt: new Date(notice.plannedAt).toISOString(),
    dueAt: new Date(dueAt).toISOString(),
    status: state.status,
    reason: reasonOf(state) ?? delivery?.lastAnswer ?? null,
    delivery: 'delivery' in state ? state.delivery : null,
    attempts,
    repeated: attempts > 1,
    sentAt: sentAt === null ? null : new Date(sentAt).toISOString(),
    latencyMilliseconds: sentAt === null ? null : Math.max(0, sentAt - dueAt),
  }
}

function reasonOf(state: Notice['state']): string | undefined {
  if ('reason' in state) return state.reason
  return state.status === 'held' ? state.suppression.reason : undefined
}
