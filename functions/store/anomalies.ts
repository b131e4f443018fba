import { Anomaly, courseName } from '#domain/anomaly.ts'
import { laterState } from '#domain/incidents/track-site.ts'
import { documentItem, getItem, type Put, queryItems, readText } from './items.ts'
import { opsKeys, padTime } from './keys.ts'
import type { OpsStore } from './store.ts'

const dayMilliseconds = 86_400_000

/** By sensor for its page, and by site and day for the incidents and the overview, which hear of nothing that is expected. */
export function anomalyPuts(store: OpsStore, anomaly: Anomaly): Put[] {
  const { sensor, site, onset, id } = anomaly
  const isExpected = anomaly.expectedBy !== undefined
  const own = opsKeys.anomaly(sensor, onset, courseName(anomaly.detector, isExpected))
  const keys = isExpected ? [own] : [own, opsKeys.anomalyByDay(site, onset, id)]
  return keys.map((key) => ({ table: store.opsTable, item: documentItem(key, 1, anomaly) }))
}

/** A sensor's anomalies with their onset in a span. */
export async function readSensorAnomalies(
  store: OpsStore,
  sensor: string,
  from: number,
  to: number,
): Promise<Anomaly[]> {
  const items = await queryItems(store, store.opsTable, `S#${sensor}`, {
    from: `A#${padTime(from)}`,
    to: `A#${padTime(to)}#\uffff`,
  })
  return items.map((item) => Anomaly.parse(JSON.parse(readText(item, 'body'))))
}

export async function readAnomaly(
  store: OpsStore,
  sensor: string,
  onset: number,
  detector: string,
): Promise<Anomaly | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.anomaly(sensor, onset, detector))
  return item && Anomaly.parse(JSON.parse(readText(item, 'body')))
}

/** A site's anomalies whose onset is on the days of a span. */
export async function readSiteAnomalies(
  store: OpsStore,
  site: string,
  from: number,
  to: number,
): Promise<Map<string, Anomaly>> {
  const found = new Map<string, Anomaly>()
  for (let at = from; ; at += dayMilliseconds) {
    const key = opsKeys.anomalyByDay(site, Math.min(at, to), '')
    for (const item of await queryItems(store, store.opsTable, key.pk)) {
      const anomaly = Anomaly.parse(JSON.parse(readText(item, 'body')))
      found.set(anomaly.id, laterState(found.get(anomaly.id), anomaly))
    }
    if (at >= to) return found
  }
}
