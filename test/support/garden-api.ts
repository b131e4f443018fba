import { openBus } from '#bus/bus.ts'
import type { IncidentDetail, IncidentPage } from '#domain/api/incidents.ts'
import type { ToldSilence } from '#domain/api/silences.ts'
import { eventTypes } from '#domain/events.ts'
import { detectAnomalies, emptyMemory } from '#functions/detect-anomalies/detect-anomalies.ts'
import { trackIncidents } from '#functions/track-incidents/track-incidents.ts'
import { type ApiUnderTest, startApi } from '#test/support/api-under-test.ts'
import { known, silencing } from '#test/support/documented-calls.ts'
import { gardenDay, monday } from '#test/support/garden-day.ts'
import { frameAt, streamRecord } from '#test/support/records.ts'
import { cellsOf, garden, gardenFile } from '#test/support/sites.ts'

export async function getJson<T>(api: ApiUnderTest, path: string): Promise<T> {
  const { status, json } = await api.call({ path })
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(json)}`)
  return json as T
}

/** A garden with a day behind it: readings, one incident, and three entries in quarantine. */
export async function startGardenApi(): Promise<ApiUnderTest> {
  const api = await startApi()
  await api.call({ method: 'PUT', path: '/sites/garden', body: gardenFile })
  const ports = { store: api.store, bus: openBus('hyphae'), now: Date.now, onLoss: () => {} }
  const bad = [
    { sensor: 'temperature', at: monday, value: 'warm' },
    { sensor: 'taste', at: monday, value: 1 },
  ]
  const records = [
    ...gardenDay().map((detail, index) => streamRecord(index + 1, { detail })),
    streamRecord(901, { detail: frameAt(monday, { cell: 'house', readings: bad }) }),
    streamRecord(902, { detail: frameAt(monday, { cell: 'shed' }) }),
  ]
  await detectAnomalies(records, ports, emptyMemory(), async (_, cell) => cellsOf(garden).get(cell))
  const news = api.published
    .filter((event) => event['detail-type'] !== eventTypes.hourSummarised)
    .map((event, index) =>
      streamRecord(index + 1, { type: event['detail-type'], detail: event.detail }),
    )
  await trackIncidents(news, ports, new Map())
  const { items } = await getJson<IncidentPage>(api, '/incidents')
  known.incident = items[0]?.id ?? ''
  const path = `/incidents/${encodeURIComponent(known.incident)}`
  const found = await getJson<IncidentDetail>(api, path)
  known.anomaly = found.incident.anomalies[0]?.id ?? ''
  known.silence = ((await api.call(silencing())).json as ToldSilence).silence.id
  return api
}
