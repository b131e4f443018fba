import type { ApiClient } from '#api-client/client.ts'
import { pagesOf } from '#simulators/replay/pages-of.ts'

/** What is exported: one site or all, and of a span of event time. */
export interface Wanted {
  readonly site: string | undefined
  readonly from: number
  readonly to: number
  /** Without what depends on when or how often something was saved. */
  readonly canonical: boolean
}

export interface ExportLine {
  readonly kind: 'reading' | 'anomaly' | 'incident'
  readonly text: string
}

const largestPage = 5_000

/** Sensor by sensor, each in the order of time, then the incidents: no more than one page is held at once. */
export async function* exportLines(api: ApiClient, wanted: Wanted): AsyncGenerator<ExportLine> {
  for (const sensor of await listSensors(api, wanted)) yield* linesOfSensor(api, sensor, wanted)
  for (const id of await listIncidents(api, wanted)) {
    const { incident } = await api('incident', { parameters: { id } })
    const { version: _, ...said } = incident
    // How often an incident was saved depends on the batches; what it says does not.
    yield line('incident', wanted.canonical ? said : incident)
  }
}

async function* linesOfSensor(
  api: ApiClient,
  sensor: string,
  { from, to }: Wanted,
): AsyncGenerator<ExportLine> {
  const pages = pagesOf((cursor) =>
    api('readings', { query: { sensor, from, to, limit: largestPage, ...cursor } }),
  )
  for await (const page of pages) {
    for (const row of page.rows) yield line('reading', { sensor, ...row })
    for (const anomaly of page.anomalies) yield line('anomaly', anomaly)
  }
}

function line(kind: ExportLine['kind'], content: object): ExportLine {
  return { kind, text: `${JSON.stringify({ kind, ...content })}\n` }
}

/** Sorted by their keys, for site files may be written in any order. */
async function listSensors(api: ApiClient, { site }: Wanted): Promise<string[]> {
  const keys: string[] = []
  const pages = pagesOf((cursor) =>
    api('sensors', { query: { limit: largestPage, ...siteOf(site), ...cursor } }),
  )
  for await (const page of pages) keys.push(...page.items.map(({ sensor }) => sensor.key))
  return keys.sort(byCode)
}

/** One that passes from the unresolved to the past while they are listed is met twice. */
async function listIncidents(api: ApiClient, { site, from, to }: Wanted): Promise<string[]> {
  const ids = new Set<string>()
  const pages = pagesOf((cursor) =>
    api('incidents', { query: { limit: 500, ...siteOf(site), ...cursor } }),
  )
  for await (const page of pages)
    for (const { id, openedAt } of page.items) {
      const at = Date.parse(openedAt)
      if (at >= from && at <= to) ids.add(id)
    }
  return [...ids].sort(byCode)
}

function siteOf(site: string | undefined) {
  return site === undefined ? {} : { site }
}

/** The same everywhere, whatever language the machine speaks. */
function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
