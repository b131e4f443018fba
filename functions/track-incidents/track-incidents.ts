import type { Bus } from '#bus/bus.ts'
import { publishEvents } from '#bus/publish-events.ts'
import type { Anomaly } from '#domain/anomaly.ts'
import { eventTypes } from '#domain/events.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { tellChange } from '#domain/incidents/incident-changed.ts'
import {
  type Absorbed,
  laterState,
  type TrackedSite,
  trackSite,
} from '#domain/incidents/track-site.ts'
import { removeIncident, saveHeir, saveIncident } from '#store/incidents.ts'
import { passOnNotices } from '#store/notices.ts'
import type { OpsStore } from '#store/store.ts'
import { loadTrackedSite, saveTrackClock } from '#store/tracked-sites.ts'
import { type Observation, readObservation, type SecondStageRecord } from './read-observation.ts'

export interface Ports {
  readonly store: OpsStore
  readonly bus: Bus
  now(): number
}

/** Sites as last written; dropped whenever somebody else may have written, and daily, or it would grow for ever. */
export type Memory = Map<string, { readonly site: TrackedSite; readonly loadedAt: number }>

const rememberedMilliseconds = 86_400_000
const attemptsWhenOvertaken = 5

export interface TrackResult {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>
  readonly incidents: number
  readonly faults: readonly unknown[]
}

export async function trackIncidents(
  records: readonly SecondStageRecord[],
  ports: Ports,
  memory: Memory,
): Promise<TrackResult> {
  const observed = records.map((record) => ({ record, observation: readObservation(record) }))
  const failures: string[] = []
  const faults: unknown[] = []
  let incidents = 0
  for (const [site, own] of Map.groupBy(observed, ({ observation }) => observation.site)) {
    try {
      incidents += await trackOneSite(
        site,
        own.map(({ observation }) => observation),
        ports,
        memory,
      )
    } catch (fault) {
      memory.delete(site)
      failures.push(own[0]?.record.kinesis.sequenceNumber ?? '')
      faults.push(fault)
    }
  }
  return {
    batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })),
    incidents,
    faults,
  }
}

async function trackOneSite(
  site: string,
  observations: readonly Observation[],
  ports: Ports,
  memory: Memory,
): Promise<number> {
  for (let attempt = 0; attempt < attemptsWhenOvertaken; attempt += 1) {
    const before = memory.get(site) ?? (await load(ports.store, site))
    // A site that was never applied has no cells, so nothing of it can have been detected.
    if (!before) return 0
    const observed = observe(before.site, observations)
    const changed = await saveChanges(observed, ports)
    memory.delete(site)
    if (!changed) continue
    await saveTrackClock(ports.store, site, observed.clock)
    // A site that nothing was known of is as good as loaded when the first is heard of it.
    const loadedAt = before.loadedAt || observed.clock
    if (observed.clock - loadedAt < rememberedMilliseconds)
      memory.set(site, { site: { ...observed, incidents: changed.incidents }, loadedAt })
    return changed.saved
  }
  throw new Error(
    `Incidents of site ${site} were changed by others ${attemptsWhenOvertaken} times in a row; the batch is retried.`,
  )
}

async function load(store: OpsStore, name: string) {
  const site = await loadTrackedSite(store, name)
  return site && { site, loadedAt: site.clock }
}

function observe(site: TrackedSite, observations: readonly Observation[]): TrackedSite {
  const anomalies = new Map<string, Anomaly>(site.anomalies)
  let { clock } = site
  for (const observation of observations) {
    if (observation.kind === 'tick') clock = Math.max(clock, observation.at)
    else {
      const { anomaly } = observation
      anomalies.set(anomaly.id, laterState(anomalies.get(anomaly.id), anomaly))
      clock = Math.max(clock, anomaly.state === 'cleared' ? anomaly.clearedAt : anomaly.detectedAt)
    }
  }
  return { ...site, anomalies, clock }
}

/** Undefined when a person was faster; then everything is read again. */
async function saveChanges(
  site: TrackedSite,
  { store, bus, now }: Ports,
): Promise<{ incidents: Map<string, Incident>; saved: number } | undefined> {
  const { changed, absorbed } = trackSite(site)
  const incidents = new Map(site.incidents)
  const handedOver = await Promise.all(absorbed.map((one) => handOver(store, one)))
  if (!handedOver.every(Boolean)) return undefined
  for (const { incident } of absorbed) incidents.delete(incident.id)
  // Told before they are saved: a kill in between tells again, and telling knows what it has told.
  await publishEvents(
    bus,
    changed.map((incident) => ({
      source: 'hyphae.incidents',
      type: eventTypes.incidentChanged,
      detail: tellChange(nextVersion(incident), site.incidents.get(incident.id)),
    })),
  )
  const next = changed.map(nextVersion)
  const saved = await Promise.all(
    next.map((incident) => saveIncident(store, incident, now(), site.incidents.get(incident.id))),
  )
  if (!saved.every(Boolean)) return undefined
  for (const incident of next) incidents.set(incident.id, incident)
  return { incidents, saved: changed.length }
}

/** Whoever was told of it by its old name finds it by that, and is not told again by the new one. */
async function handOver(store: OpsStore, { incident, into }: Absorbed): Promise<boolean> {
  if (into !== null) {
    await passOnNotices(store, incident.id, into)
    await saveHeir(store, incident.id, into)
  }
  return removeIncident(store, incident)
}

function nextVersion(incident: Incident): Incident {
  return { ...incident, version: incident.version + 1 }
}
