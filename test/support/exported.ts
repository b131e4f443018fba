import type { ApiClient } from '#api-client/client.ts'
import { day, monday } from './garden-day.ts'

/** All that anyone can learn from the API about readings, anomalies and incidents, but for versions and times of writing. */
export async function exportAll(api: ApiClient) {
  const { items } = await api('sensors', { query: { limit: 5_000 } })
  const series: Record<string, unknown> = {}
  for (const { sensor } of items) {
    const { points, anomalies, readings } = await api('series', {
      query: { sensor: sensor.key, from: monday - day, to: monday + 3 * day, maxPoints: 5_000 },
    })
    series[sensor.key] = { points, anomalies, readings }
  }
  const incidents = []
  for (const { id } of (await api('incidents', {})).items) {
    const { version: _, ...incident } = (await api('incident', { parameters: { id } })).incident
    incidents.push(incident)
  }
  return { series, incidents }
}
