import type { Anomaly } from '#domain/anomaly.ts'
import type { FrameTrace } from '#domain/api/frames.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { readSiteAnomalies } from '#store/anomalies.ts'
import { findInJournal, findInQuarantine, readNotifications } from '#store/find-frame.ts'
import { readOpenedIds, readUnresolvedPage } from '#store/incident-index.ts'
import { readExisting } from '#store/incidents.ts'
import type { OpsStore } from '#store/store.ts'
import type { Ports } from './ports.ts'
import { notFound } from './problems.ts'

export interface FrameQuery {
  readonly site: string
  readonly cell: string
  /** About when it was sent, where that is longer ago than the journal is kept. */
  readonly at?: number | undefined
}

const dayMilliseconds = 86_400_000
/** As far as track-incidents looks back. */
const incidentMilliseconds = 16 * dayMilliseconds
const mostRefused = 100

/** One frame's way, from the few partitions that can know of it. */
export async function readFrame(
  { store, now }: Ports,
  frame: string,
  { site, cell, at }: FrameQuery,
): Promise<FrameTrace> {
  const journalled = await findInJournal(store, site, cell, frame)
  const refused = await findInQuarantine(store, { site, cell, frame }, at ?? now(), mostRefused)
  const sentAt = journalled?.frame.sentAt ?? at ?? now()
  const anomalies = await anomaliesOf(store, frame, site, cell, sentAt)
  if (!journalled && refused.length === 0 && anomalies.length === 0)
    throw notFound(
      'frame',
      frame,
      `it did not come to ${site} ${cell} within a day; give at=… for an older one, and see what failed with hyphae redrive --dry-run`,
    )
  const incidents = await incidentsOf(store, site, anomalies, sentAt)
  return {
    frame,
    site,
    cell,
    outcome: outcomeOf(journalled !== undefined, refused),
    sentAt: journalled ? new Date(journalled.frame.sentAt).toISOString() : null,
    storedAt: journalled ? new Date(journalled.storedAt).toISOString() : null,
    arrivedAt: refused[0]?.at ?? null,
    readings: journalled?.frame.readings.length ?? 0,
    quarantined: refused,
    anomalies,
    incidents: await Promise.all(incidents.map((incident) => describe(store, incident))),
  }
}

function outcomeOf(isStored: boolean, refused: FrameTrace['quarantined']): FrameTrace['outcome'] {
  if (isStored) return refused.some(({ kind }) => kind === 'reading') ? 'partly-stored' : 'stored'
  return refused.length > 0 ? 'quarantined' : 'expired'
}

/** An anomaly names the frame that made it certain; it began at most a day before. */
async function anomaliesOf(
  store: OpsStore,
  frame: string,
  site: string,
  cell: string,
  sentAt: number,
): Promise<Anomaly[]> {
  const from = Math.max(0, sentAt - dayMilliseconds)
  const stored = await readSiteAnomalies(store, site, from, sentAt + dayMilliseconds)
  return [...stored.values()].filter((one) => one.frame === frame && one.cell === cell)
}

async function incidentsOf(
  store: OpsStore,
  site: string,
  anomalies: readonly Anomaly[],
  sentAt: number,
): Promise<Incident[]> {
  if (anomalies.length === 0) return []
  const ids = new Set(anomalies.map(({ id }) => id))
  const from = Math.max(0, sentAt - incidentMilliseconds)
  const unresolved = await readUnresolvedPage(store, site, undefined)
  const near = new Set([
    ...(await readOpenedIds(store, site, from, sentAt + dayMilliseconds)),
    ...unresolved.map(({ summary }) => summary.id),
  ])
  const incidents = await readExisting(store, [...near])
  return incidents.filter((incident) => incident.anomalies.some(({ id }) => ids.has(id)))
}

async function describe(store: OpsStore, { id, title, severity, state }: Incident) {
  const told = await readNotifications(store, id)
  const notified = told.map(({ occasion, at }) => ({ occasion, at: new Date(at).toISOString() }))
  return { id, title, severity, status: state.status, notified }
}
