import type { Changes } from '#domain/api/changes.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { SensorStatus } from '#domain/api/sites.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import type { Severity } from '#domain/severity.ts'
import type { Silence } from '#domain/silences/silence.ts'
import { silencedBy } from '#domain/silences/suppression-of.ts'
import { readSiteAnomalies } from '#store/anomalies.ts'
import { readChangedSince } from '#store/incidents.ts'
import { readSilencesSince } from '#store/silences.ts'
import { listUnresolved } from './list-incidents.ts'
import type { Ports } from './ports.ts'
import { badCursor } from './problems.ts'
import { readSensorsNow } from './read-latest.ts'
import type { Registry } from './read-sites.ts'
import { suppressWith } from './suppress.ts'

const silent: readonly SensorStatus[] = ['late', 'missing', 'dead', 'recorded']
const hourMilliseconds = 3_600_000
const hoursShown = 24
/** Writers' clocks differ and writes overlap, so every poll looks a little further back. */
const overlapMilliseconds = 5_000
/** Counting a day's anomalies at every poll would cost more than the poll. */
const countedEveryMilliseconds = 10_000

/** Beyond this the list of changes would be longer than the list of everything. */
const oldestCursorMilliseconds = 86_400_000

export interface HourlyCounts {
  countedAt: number
  /** A promise, so that polls which come while it is counted wait for the same count. */
  counts: Promise<Changes['anomaliesPerHour']>
}

export async function readChanges(
  ports: Ports,
  registry: Registry,
  hourly: HourlyCounts,
  cursor: string | undefined,
): Promise<Changes> {
  const now = ports.now()
  const since = readCursor(cursor, now)
  const sites = await registry.all()
  const sensors = (await Promise.all(sites.map((site) => readSensorsNow(ports, site)))).flat()
  const silences = await readSilencesSince(ports.store, since || now)
  const suppress = suppressWith(silences, now)
  const unresolved = await listUnresolved(ports, suppress)
  const changed =
    since === 0
      ? unresolved
      : [
          ...concernedBy(silences, unresolved, since),
          ...(await readChangedSince(ports.store, since, now)).map((one) =>
            suppress(summariseIncident(one)),
          ),
        ]
  return {
    cursor: String(now - overlapMilliseconds),
    now: new Date(now).toISOString(),
    // A sensor that falls silent changes without a reading, so the silent ones are always told.
    latest: sensors
      .filter(
        (sensor) =>
          since === 0 || sensor.changedAt > since || silent.includes(sensor.latest.status),
      )
      .map((sensor) => sensor.latest),
    incidents: [...new Map(changed.map((one) => [one.id, one])).values()],
    open: countBySeverity(unresolved.filter(({ suppressed }) => suppressed === null)),
    suppressed: unresolved.filter(({ suppressed }) => suppressed !== null).length,
    anomaliesPerHour: await countNowAndThen(ports, registry, hourly, now),
  }
}

/** A silence that begins, ends or is changed leaves its incidents' versions alone, so those it may concern are always told. */
function concernedBy(
  silences: readonly Silence[],
  unresolved: readonly IncidentSummary[],
  since: number,
): IncidentSummary[] {
  const isRewritten = silences.some(({ at }) => at > since)
  return unresolved.filter(
    (one) => isRewritten || one.suppressed || silencedBy(one, silences, since),
  )
}

/** The moment from which on changes are wanted, or 0 for everything. */
function readCursor(cursor: string | undefined, now: number): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,15}$/.test(cursor)) throw badCursor(cursor, 'or was changed; pass cursor as it came')
  if (Number(cursor) < now - oldestCursorMilliseconds)
    throw badCursor(cursor, 'or over a day old; ask again without it')
  return Number(cursor)
}

async function countNowAndThen(
  ports: Ports,
  registry: Registry,
  hourly: HourlyCounts,
  now: number,
): Promise<Changes['anomaliesPerHour']> {
  if (now - hourly.countedAt > countedEveryMilliseconds) {
    const names = (await registry.all()).map(({ site }) => site.site)
    hourly.countedAt = now
    hourly.counts = countPerHour(ports, names, now)
    // A failed count is not remembered; whoever waits for it hears of it.
    hourly.counts.catch(() => {
      hourly.countedAt = 0
    })
  }
  return hourly.counts
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
