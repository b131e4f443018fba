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
  /** Of a site of which only replays told: its newest reading. */
  readonly recordingEndsAt: number | null
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
  const latestOf = (cell: CellSummary) => latest.get(cellKey(cell.site, cell.cell)) ?? []
  return sites.map((site) => ({
    site,
    recordingEndsAt: recordingEnd(site.cells.flatMap(latestOf)),
    cells: site.cells.map((cell) => {
      const worstSeverity = severities.get(cellKey(cell.site, cell.cell))
      return { cell, ...cellState({ latest: latestOf(cell), worstSeverity, isHidden }, isLost) }
    }),
  }))
}

/** Null as soon as one of the sensors reports by itself. */
export function recordingEnd(all: readonly Latest[]): number | null {
  const told = all.filter(({ at }) => at !== null)
  if (told.length === 0 || told.some(({ status }) => status !== 'recorded')) return null
  return Math.max(...told.map(({ at }) => at ?? 0))
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
  recorded: 'recorded',
  hidden: 'hidden',
}
