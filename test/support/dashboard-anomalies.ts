import type * as z from 'zod'
import type { Anomaly } from '#domain/anomaly.ts'
import { IncidentDetail, type IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident } from '#domain/incidents/incident.ts'

export interface IncidentEntry {
  readonly summary: IncidentSummary
  readonly incident: Incident
}

const minute = 60_000

type AnomalyCore = Pick<Anomaly, 'sensor' | 'label' | 'unit' | 'severity' | 'onset' | 'reason'> &
  Pick<Anomaly, 'value' | 'expected' | 'low' | 'high' | 'score'>

function anomaly(now: number, core: AnomalyCore, detector = 'rarity'): Anomaly {
  const [site = '', cell = '', metric = ''] = core.sensor.split('.')
  return {
    ...{ schemaVersion: 1, state: 'detected', id: `${core.sensor}@${core.onset.toString(36)}` },
    ...{ detector, detectorVersion: 2, site, cell, metric, frame: 'frame-1', threshold: 4 },
    ...{ detectedAt: core.onset + 30_000, lastAt: now },
    ...core,
  }
}

const evidence = [
  'Began first, 3 min before the next; explains 3 of 3 other disturbed cells within the time it takes to get there; at most 1 in 200,000,000 by chance.',
  'Began 3 min after the first; explains no other cell; at most 1 in 20,000,000 by chance.',
]

/** Flow fails at a hub, and what hangs on it dries out in the order of the graph. */
export function cascade(now: number): IncidentEntry {
  const onset = now - 42 * minute
  const anomalies = [1, 3, 4, 5].flatMap((cell, index) => [
    anomaly(now, {
      ...{ sensor: `old-mill.cell-${cell}.soil-moisture`, label: 'Soil moisture', unit: '%' },
      ...{ severity: index === 0 ? 'critical' : 'major', onset: onset + index * 3 * minute },
      ...{ value: 21.36 - index, expected: 34.1, low: 31.9, high: 36.2, score: 8.2 - index },
      reason: `Soil moisture is ${(21.36 - index).toFixed(2)} %, where 31.90 to 36.20 % was expected: it has been falling for 12 min, at this hour of a Tuesday.`,
    }),
    anomaly(now, {
      ...{ sensor: `old-mill.cell-${cell}.dissolved-oxygen`, label: 'Dissolved oxygen' },
      ...{ unit: 'mg/L', severity: 'warning', onset: onset + (index * 3 + 2) * minute },
      ...{ value: 4.81, expected: 7.2, low: 6.4, high: 8, score: 4.6 },
      reason: 'Dissolved oxygen is 4.81 mg/L, where 6.40 to 8.00 mg/L was expected.',
    }),
  ])
  return entry(anomalies, {
    ...{
      id: 'old-mill~cascade-1',
      severity: 'critical',
      rootCell: 'cell-1',
      openedAt: onset + 30_000,
    },
    ...{
      place: 'Hub Willow',
      title: 'Hub Willow: Soil moisture unusually low, 3 other cells affected',
    },
    cells: ['Hub Willow', 'Cluster Moss', 'Cluster Fern', 'Cluster Clover'].map((name, index) => ({
      ...{ cell: `cell-${[1, 3, 4, 5][index]}`, name, onset: onset + index * 3 * minute },
      ...{ downstream: index > 0, sensors: 2 },
      ...(index > 0 ? { suppressedBy: 'cell-1' } : {}),
      ...(index < 2 ? { likelihood: index === 0 ? 0.86 : 0.11, evidence: evidence[index] } : {}),
    })),
    ...{ peakSeverity: 'critical', reopened: 1 },
    whatToDo: {
      consequence: 'Roots dry out and the network loses its cells downstream.',
      firstAction: 'Open the bypass valve.',
      ...{ withinMinutes: 30, dueAt: onset + 30 * minute, from: 'site' },
    },
    blastRadius: {
      ...{ cells: 3, sensors: 6, omitted: 0 },
      predicted: [6, 7, 8].map((cell, index) => ({
        ...{ cell: `cell-${cell}`, name: `Cluster ${cell}` },
        arrivesAt: now + (index * 9 - 3) * minute,
      })),
    },
  })
}

/** One sensor looks stuck. */
export function stuckCarbonDioxide(now: number): IncidentEntry {
  const sensor = 'linden-quarter.cell-2.co2'
  const stuck = anomaly(
    now,
    {
      ...{ sensor, label: 'Carbon dioxide', unit: 'ppm', severity: 'warning' },
      ...{ onset: now - 96 * minute, value: 612, expected: 548, low: 470, high: 640, score: 5.1 },
      reason: 'Carbon dioxide has stood at 612 ppm for 24 min, where it usually moves by 35 ppm.',
    },
    'flat-line',
  )
  return entry([stuck], {
    ...{ id: 'linden-quarter~stuck-1', severity: 'warning', rootCell: 'cell-2' },
    ...{ openedAt: now - 95 * minute, place: 'Winter garden 1' },
    title: 'Winter garden 1: Carbon dioxide looks stuck',
    cells: [
      {
        cell: 'cell-2',
        name: 'Winter garden 1',
        onset: stuck.onset,
        downstream: false,
        sensors: 1,
      },
    ],
  })
}

type EntryCore = Pick<
  z.input<typeof Incident>,
  'id' | 'severity' | 'rootCell' | 'openedAt' | 'title' | 'cells'
> &
  Partial<z.input<typeof Incident>> & {
    readonly place: string
  }

function entry(anomalies: readonly Anomaly[], core: EntryCore): IncidentEntry {
  const { place, ...told } = core
  const [site = ''] = core.id.split('~')
  const updatedAt = Math.max(core.openedAt, ...anomalies.map(({ detectedAt }) => detectedAt))
  return IncidentDetail.parse({
    summary: {
      ...{ id: core.id, version: 1, status: 'open', severity: core.severity, site },
      ...{ cell: core.rootCell, place, title: core.title, owner: null },
      ...{ peakSeverity: core.peakSeverity ?? core.severity, reopened: core.reopened ?? 0 },
      dueAt: core.whatToDo ? new Date(core.whatToDo.dueAt).toISOString() : null,
      openedAt: new Date(core.openedAt).toISOString(),
      updatedAt: new Date(updatedAt).toISOString(),
      sensors: core.cells.reduce((sum, cell) => sum + cell.sensors, 0),
      downstreamCells: core.cells.filter(({ downstream }) => downstream).length,
    },
    incident: {
      ...{ schemaVersion: 1, version: 1, state: { status: 'open' }, ...told, site },
      ...{ rootCellName: place, updatedAt, anomalies: [...anomalies], omittedAnomalies: 0 },
      timeline: anomalies.map((found, index) => ({
        at: found.detectedAt,
        kind: index === 0 ? ('opened' as const) : ('grew' as const),
        by: 'hyphae',
        text: `${core.cells.find(({ cell }) => cell === found.cell)?.name}: ${found.reason}`,
      })),
    },
  })
}

export function anomaliesOf(entries: readonly IncidentEntry[]): Map<string, Anomaly[]> {
  return Map.groupBy(
    entries.flatMap(({ incident }) => incident.anomalies),
    ({ sensor }) => sensor,
  )
}
