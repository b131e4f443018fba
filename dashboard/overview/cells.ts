import type { LiveData } from '#dashboard/live/merge-changes.ts'
import type { ShownState } from '#dashboard/sensors/sensor-state.ts'
import { compareLooks } from '#dashboard/severity/look.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { CellSummary, Latest, SiteSummary } from '#domain/api/sites.ts'
import { parseSensorKey } from '#domain/sensor.ts'
import type { Severity } from '#domain/severity.ts'
import { cellState } from './cell-state.ts'

export interface ShownCell extends ShownState {
  readonly cell: CellSummary
}

export interface ShownSite {
  readonly site: SiteSummary
  readonly cells: readonly ShownCell[]
}

const cellKey = (site: string, cell: string) => `${site}.${cell}`

export function showSites(
  sites: readonly SiteSummary[],
  data: LiveData,
  isHidden: (key: string) => boolean,
  isLost: boolean,
): ShownSite[] {
  const latest = groupByCell(data.latest.values())
  const severities = worstByCell(data.incidents.values())
  return sites.map((site) => ({
    site,
    cells: site.cells.map((cell) => {
      const key = cellKey(cell.site, cell.cell)
      const facts = { latest: latest.get(key) ?? [], worstSeverity: severities.get(key), isHidden }
      return { cell, ...cellState(facts, isLost) }
    }),
  }))
}

function groupByCell(all: Iterable<Latest>): Map<string, Latest[]> {
  const groups = new Map<string, Latest[]>()
  for (const latest of all) {
    const address = parseSensorKey(latest.key)
    if (!address) continue
    const key = cellKey(address.site, address.cell)
    const group = groups.get(key)
    if (group) group.push(latest)
    else groups.set(key, [latest])
  }
  return groups
}

function worstByCell(incidents: Iterable<IncidentSummary>): Map<string, Severity> {
  const worst = new Map<string, Severity>()
  for (const incident of incidents) {
    if (incident.status === 'resolved') continue
    const key = cellKey(incident.site, incident.cell)
    const before = worst.get(key)
    if (!before || compareLooks(incident.severity, before) < 0) worst.set(key, incident.severity)
  }
  return worst
}

/** "14 OK, 2 anomalous": the words of the cells, the worst first. */
export function tallyWords(cells: readonly ShownCell[]): string {
  const looks = [...new Set(cells.map((shown) => shown.look))].sort(compareLooks)
  return looks
    .map((look) => `${cells.filter((shown) => shown.look === look).length} ${tallyWord[look]}`)
    .join(', ')
}

const tallyWord: Record<ShownState['look'], string> = {
  critical: 'critical',
  major: 'major',
  warning: 'with a warning',
  info: 'with a note',
  ok: 'OK',
  unknown: 'not known',
  learning: 'learning',
  hidden: 'hidden',
}
