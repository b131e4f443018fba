import type { Anomaly } from '#domain/anomaly.ts'
import type { BlastRadius } from './blast-radius.ts'
import type { RankedCause } from './rank-causes.ts'

/** Where, what, and how far: "Hub 3: Flow unusually low, 497 sensors downstream in 62 cells". */
export function titleIncident(
  atRoot: readonly Anomaly[],
  place: string,
  others: readonly RankedCause[],
  { cells, sensors }: BlastRadius,
): string {
  const beside = others.length - cells
  const downstream =
    cells === 0 ? '' : `, ${counted(sensors, 'sensor')} downstream in ${counted(cells, 'cell')}`
  const tail = beside === 0 ? '' : `, ${beside} other ${beside === 1 ? 'cell' : 'cells'} affected`
  return `${place}: ${troubleOf(atRoot)}${downstream}${tail}`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function troubleOf(anomalies: readonly Anomaly[]): string {
  const labels = [...new Set(anomalies.map((anomaly) => anomaly.label))]
  const sensors = new Set(anomalies.map((anomaly) => anomaly.sensor)).size
  if (anomalies.every((anomaly) => anomaly.detector === 'silence'))
    return sensors === 1 ? `${labels[0]} has gone silent` : `${sensors} sensors have gone silent`
  if (anomalies.every((anomaly) => anomaly.detector === 'clock-skew'))
    return "its gateway's clock is wrong"
  if (anomalies.every((anomaly) => anomaly.detector === 'flat-line'))
    return `${labels.join(', ')} looks stuck`
  const strongest = anomalies.reduce((a, b) => (b.score > a.score ? b : a))
  if (strongest.trouble !== undefined) return strongest.trouble
  const direction = strongest.value >= strongest.expected ? 'unusually high' : 'unusually low'
  if (labels.length === 1) return `${strongest.label} ${direction}`
  return `${strongest.label} ${direction}, ${labels.length - 1} other ${labels.length === 2 ? 'metric' : 'metrics'} with it`
}
