import type { Changes } from '#domain/api/changes.ts'
import type { Severity } from '#domain/severity.ts'
import { readSiteAnomalies } from '#store/anomalies.ts'
import { readChangedSince } from '#store/incidents.ts'
import { listIncidents, summariseIncident } from './list-incidents.ts'
import type { Ports } from './ports.ts'
import { RequestProblem } from './problems.ts'
import { readSensorsNow } from './read-latest.ts'
import type { Registry } from './read-sites.ts'

const hourMilliseconds = 3_600_000
const hoursShown = 24
/** Writers' clocks differ and writes overlap, so every poll looks a little further back. */
const overlapMilliseconds = 5_000
/** Counting a day's anomalies at every poll would cost more than the poll. */
const countedEveryMilliseconds = 10_000

export interface HourlyCounts {
  countedAt: number
  counts: Changes['anomaliesPerHour']
}

export async function readChanges(
  ports: Ports,
  registry: Registry,
  hourly: HourlyCounts,
  cursor: string | undefined,
): Promise<Changes> {
  const now = ports.now()
  const since = readCursor(cursor)
  const sites = await registry.all()
  const sensors = (await Promise.all(sites.map((site) => readSensorsNow(ports, site)))).flat()
  const unresolved = await listIncidents(ports, { status: 'unresolved', limit: 500 })
  const changed =
    since === 0
      ? unresolved.items
      : (await readChangedSince(ports.store, since, now)).map(summariseIncident)
  if (now - hourly.countedAt > countedEveryMilliseconds) {
    hourly.countedAt = now
    hourly.counts = await countPerHour(
      ports,
      sites.map((site) => site.site.site),
      now,
    )
  }
  return {
    cursor: String(now - overlapMilliseconds),
    now: new Date(now).toISOString(),
    // A sensor that falls silent changes without a reading, so the late ones are always told.
    latest: sensors
      .filter(
        (sensor) => since === 0 || sensor.changedAt > since || sensor.latest.status === 'late',
      )
      .map((sensor) => sensor.latest),
    incidents: changed,
    open: countBySeverity(unresolved.items),
    anomaliesPerHour: hourly.counts,
  }
}

function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,15}$/.test(cursor))
    throw new RequestProblem(
      400,
      'Bad cursor',
      `cursor "${cursor.slice(0, 80)}" is none of ours; pass cursor as it came.`,
    )
  return Number(cursor)
}

function countBySeverity(
  incidents: ReadonlyArray<{ readonly severity: Severity }>,
): Changes['open'] {
  const open = { critical: 0, major: 0, warning: 0, info: 0 }
  for (const incident of incidents) open[incident.severity] += 1
  return open
}

async function countPerHour(
  { store }: Ports,
  sites: readonly string[],
  now: number,
): Promise<Changes['anomaliesPerHour']> {
  const first = Math.floor(now / hourMilliseconds - hoursShown + 1) * hourMilliseconds
  const found = await Promise.all(sites.map((site) => readSiteAnomalies(store, site, first, now)))
  const onsets = found.flatMap((anomalies) =>
    [...anomalies.values()].map((anomaly) => anomaly.detectedAt),
  )
  return Array.from({ length: hoursShown }, (_, index) => {
    const start = first + index * hourMilliseconds
    return {
      hour: new Date(start).toISOString(),
      count: onsets.filter((at) => at >= start && at < start + hourMilliseconds).length,
    }
  })
}
