import type { Changes } from '#domain/api/changes.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Latest } from '#domain/api/sites.ts'

export interface LiveData {
  readonly cursor: string
  readonly latest: ReadonlyMap<string, Latest>
  readonly incidents: ReadonlyMap<string, IncidentSummary>
  readonly open: Changes['open']
  readonly anomaliesPerHour: Changes['anomaliesPerHour']
}

/** An answer may repeat what is known or come late; the newer always stays, and nothing doubles. */
export function mergeChanges(known: LiveData | undefined, changes: Changes): LiveData {
  return {
    cursor: changes.cursor,
    latest: mergeBy(known?.latest, changes.latest, (item) => item.key, isNewerReading),
    incidents: mergeBy(known?.incidents, changes.incidents, (item) => item.id, isNewerVersion),
    open: changes.open,
    anomaliesPerHour: changes.anomaliesPerHour,
  }
}

function mergeBy<T>(
  known: ReadonlyMap<string, T> | undefined,
  changed: readonly T[],
  keyOf: (item: T) => string,
  isNewer: (next: T, before: T) => boolean,
): ReadonlyMap<string, T> {
  const newer = changed.filter((item) => {
    const before = known?.get(keyOf(item))
    return before === undefined || isNewer(item, before)
  })
  if (known && newer.length === 0) return known
  return new Map([...(known ?? []), ...newer.map((item) => [keyOf(item), item] as const)])
}

/** A repetition keeps the object that is there, so that nobody draws it again. */
function isNewerReading(next: Latest, before: Latest): boolean {
  if (next.at !== null && before.at !== null && next.at < before.at) return false
  return JSON.stringify(next) !== JSON.stringify(before)
}

function isNewerVersion(next: IncidentSummary, before: IncidentSummary): boolean {
  if (next.version !== before.version) return next.version > before.version
  // A silence begins and ends without a new version.
  return JSON.stringify(next.suppressed) !== JSON.stringify(before.suppressed)
}
