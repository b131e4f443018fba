import type { IncidentChanged } from '#domain/incidents/incident-changed.ts'
import { markNotified, wasNotified } from '#store/notifications.ts'
import type { OpsStore } from '#store/store.ts'
import { DeliveryError } from './delivery-error.ts'

export interface Ports {
  readonly store: OpsStore
  /** Empty where nobody set one; then the log is the only place it is told. */
  readonly webhookUrl: string
  readonly request: typeof fetch
  now(): number
  log(message: string, detail: Record<string, unknown>): void
}

export type Notified = 'told' | 'already-told' | 'not-worth-telling'

/** An incident that merely grew wakes nobody. */
export async function notify(changed: IncidentChanged, ports: Ports): Promise<Notified> {
  const { incident, occasion } = changed
  if (occasion === 'updated' || occasion === 'pending') return 'not-worth-telling'
  // A reopened or re-escalated incident has a new version and is told again; a redelivery has not.
  const key = `${occasion}#${incident.version}`
  if (await wasNotified(ports.store, incident.id, key)) return 'already-told'
  if (ports.webhookUrl !== '') await deliver(changed, ports)
  ports.log(`${incident.severity}: ${incident.title}`, { incident: incident.id, occasion })
  await markNotified(ports.store, incident.id, key, ports.now())
  return 'told'
}

async function deliver(
  { incident, occasion }: IncidentChanged,
  { webhookUrl, request }: Ports,
): Promise<void> {
  const response = await request(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      occasion,
      id: incident.id,
      severity: incident.severity,
      status: incident.status,
      site: incident.site,
      place: incident.place,
      title: incident.title,
      openedAt: incident.openedAt,
    }),
    signal: AbortSignal.timeout(10_000),
  })
  if (!response.ok) throw new DeliveryError(webhookUrl, response.status, incident.id)
}
