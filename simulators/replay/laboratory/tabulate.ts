import type { Chance } from '#simulators/replay/score/calibration.ts'
import type { Judged, Outcome } from './judge-lived.ts'

export interface ClassRow {
  readonly kind: string
  readonly ordinary: boolean
  readonly injected: number
  readonly found: number
  readonly recall: number
  /** Told at all, as an incident or as a note. */
  readonly noted: number
  readonly medianDelaySeconds: number | null
  readonly medianDelayReadings: number | null
  /** How many of those found each detector told of. */
  readonly detectors: Readonly<Record<string, number>>
}

export interface Table {
  readonly classes: readonly ClassRow[]
  readonly sensorDays: number
  readonly incidents: number
  readonly falseIncidents: number
  readonly falseIncidentsPer1000SensorDays: number
  /** Incidents for which only trouble of every day is to be seen. */
  readonly ordinaryIncidents: number
  readonly falseAnomaliesPerSensorDay: number
  readonly falseByDetector: Readonly<Record<string, number>>
}

export function tabulate(
  judged: readonly Judged[],
  sensorDays: number,
  intervalSeconds: number,
): Table {
  const outcomes = judged.flatMap((one) => one.outcomes)
  const kinds = [...new Set(outcomes.map(({ kind }) => kind))].sort()
  const falseIncidents = judged.flatMap((one) => one.falseIncidents)
  return {
    classes: kinds.map((kind) =>
      rowOf(
        outcomes.filter((one) => one.kind === kind),
        intervalSeconds,
      ),
    ),
    sensorDays,
    incidents: sum(judged.map(({ incidents }) => incidents)),
    falseIncidents: falseIncidents.length,
    falseIncidentsPer1000SensorDays: round((1000 * falseIncidents.length) / sensorDays),
    ordinaryIncidents: sum(judged.map(({ ordinaryIncidents }) => ordinaryIncidents.length)),
    falseAnomaliesPerSensorDay: round(sum(judged.map((one) => one.falseAnomalies)) / sensorDays),
    falseByDetector: countBy(falseIncidents.map(([first]) => first?.detector ?? '')),
  }
}

function rowOf(outcomes: readonly Outcome[], intervalSeconds: number): ClassRow {
  const found = outcomes.filter(({ foundAfter }) => foundAfter !== null)
  const delays = found.map(({ foundAfter }) => (foundAfter ?? 0) / 1000).sort((a, b) => a - b)
  const median = delays[delays.length >> 1] ?? null
  return {
    kind: outcomes[0]?.kind ?? '',
    ordinary: outcomes[0]?.ordinary ?? false,
    injected: outcomes.length,
    found: found.length,
    recall: round(found.length / outcomes.length),
    noted: outcomes.filter(({ notedAfter }) => notedAfter !== null).length,
    medianDelaySeconds: median,
    // Told by the first reading that shows it is a delay of one.
    medianDelayReadings: median === null ? null : Math.floor(median / intervalSeconds) + 1,
    detectors: countBy(found.flatMap(({ detectors }) => detectors)),
  }
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

export function tableInWords(table: Table): string {
  const lines = table.classes.map((row) => {
    const delay = row.medianDelayReadings === null ? '-' : `${row.medianDelayReadings}`
    const by = Object.entries(row.detectors).map(([name, count]) => `${name} ${count}`)
    const recall = row.ordinary ? 'ordinary' : `${(100 * row.recall).toFixed(1)} %`
    return `${row.kind.padEnd(22)}${cell(row.injected)}${cell(row.found)}${recall.padStart(10)}${cell(row.noted)}${delay.padStart(9)}  ${by.join(', ')}`
  })
  return `${'class'.padEnd(22)} injected   found    recall   noted readings  by
${lines.join('\n')}
${table.sensorDays.toLocaleString('en-US')} sensor-days, ${table.incidents} incidents: ${table.falseIncidents} false, which is ${table.falseIncidentsPer1000SensorDays} per 1,000 sensor-days; ${table.ordinaryIncidents} of ordinary trouble.
Notes that nothing explains: ${table.falseAnomaliesPerSensorDay} per sensor-day.
`
}

export function chancesInWords(chances: readonly Chance[]): string {
  const lines = chances.map(({ stated, reached, ratio }) => {
    const often = `1 in ${(1 / stated).toLocaleString('en-US')}`
    return `${often.padEnd(22)}${reached.toLocaleString('en-US').padStart(10)}${(ratio === null ? '-' : ratio.toFixed(2)).padStart(17)}\n`
  })
  return `${'stated chance'.padEnd(22)}   reached  observed/stated  of ${(chances[0]?.readings ?? 0).toLocaleString('en-US')} readings after the days of learning
${lines.join('')}`
}

function cell(count: number): string {
  return `${count}`.padStart(8)
}
