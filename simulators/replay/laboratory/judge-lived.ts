import type { Anomaly } from '#domain/anomaly.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { Lived, Told } from './play-live.ts'

/** What became of one trouble that was put into the world. */
export interface Outcome {
  readonly kind: string
  readonly ordinary: boolean
  /** Told so urgently that it is an incident, and after how long; or only noted. */
  readonly foundAfter: number | null
  readonly notedAfter: number | null
  readonly detectors: readonly string[]
}

export interface Judged {
  readonly outcomes: readonly Outcome[]
  /** Incidents that no trouble explains, and those that only ordinary trouble explains. */
  readonly falseIncidents: ReadonlyArray<readonly Anomaly[]>
  readonly ordinaryIncidents: ReadonlyArray<readonly Anomaly[]>
  readonly incidents: number
  /** Anomalies told that no trouble explains, noted ones included. */
  readonly falseAnomalies: number
}

/** What only happens on the way changes no reading: the right answer is silence. */
const deliveries: ReadonlySet<string> = new Set(['duplicate-delivery', 'reordered-delivery'])

/** Whether nobody need be told of it. */
export function isOrdinary({ kind, ordinary }: FaultLabel): boolean {
  return ordinary || deliveries.has(kind)
}

/** Everything that was told from a moment on, set against what was wrong. */
export function judgeLived(lived: Lived, all: readonly FaultLabel[], from: number): Judged {
  const labels = all.map((label) => ({ ...label, ordinary: isOrdinary(label) }))
  const told = lived.told.filter(({ anomaly, at }) => anomaly.state === 'detected' && at >= from)
  const real = labels.filter(({ ordinary }) => !ordinary)
  const incidents = lived.incidents
    .map(({ anomalies }) => anomalies)
    .filter((anomalies) => anomalies.some(({ detectedAt }) => detectedAt >= from))
  const calls = told.concat(callsOfMany(lived, from))
  const unexplained = incidents.filter((one) => !one.some((anomaly) => isBy(anomaly, real)))
  const isExplained = (one: readonly Anomaly[]) => one.some((anomaly) => isBy(anomaly, labels))
  return {
    outcomes: labels.map((label) => outcomeOf(label, calls)),
    falseIncidents: unexplained.filter((one) => !isExplained(one)),
    ordinaryIncidents: unexplained.filter(isExplained),
    incidents: incidents.length,
    falseAnomalies: new Set(
      told.filter(({ anomaly }) => !isBy(anomaly, labels)).map(({ anomaly }) => anomaly.id),
    ).size,
  }
}

/** Where many notes together opened an incident, the last of them called. */
function callsOfMany({ incidents }: Lived, from: number): Told[] {
  return incidents.flatMap(({ openedAt, anomalies }) => {
    const founder = anomalies.find(({ detectedAt }) => detectedAt === openedAt)
    if (!founder || openedAt < from || founder.severity !== 'info') return []
    return [{ anomaly: founder, at: openedAt, severity: 'major' }]
  })
}

/** What comes back leaps once more, when its trouble is over. */
const afterMilliseconds = 30 * 60_000

/** What is told of a touched sensor while the trouble lasts or settles is told of the trouble. */
function isBy(anomaly: Anomaly, labels: readonly FaultLabel[]): boolean {
  return labels.some((label) => label.sensors.includes(anomaly.sensor) && isWithin(anomaly, label))
}

function isWithin({ onset, detectedAt }: Anomaly, label: FaultLabel): boolean {
  return detectedAt >= label.onset && onset <= label.settledBy + afterMilliseconds
}

function outcomeOf(label: FaultLabel, told: readonly Told[]): Outcome {
  const sensors = new Set(label.sensors)
  const its = told.filter(
    ({ anomaly, at }) =>
      sensors.has(anomaly.sensor) &&
      at >= label.onset &&
      at <= label.settledBy &&
      anomaly.detectedAt >= label.onset,
  )
  const loud = its.filter(({ severity }) => severity !== 'info')
  return {
    kind: label.kind,
    ordinary: label.ordinary,
    foundAfter: firstOf(loud, label.onset),
    notedAfter: firstOf(its, label.onset),
    detectors: [...new Set(loud.map(({ anomaly }) => anomaly.detector))],
  }
}

function firstOf(told: readonly Told[], onset: number): number | null {
  return told.length === 0 ? null : Math.min(...told.map(({ at }) => at)) - onset
}
