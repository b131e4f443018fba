import type { Anomaly } from '#domain/anomaly.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { Month } from './month.ts'

/** Which detector answers for which fault. */
const answersFor: Readonly<Record<string, string>> = {
  'emotional-runaway': 'emotional-loop',
  fragmentation: 'fragmentation',
  'hyper-curation': 'hyper-curation',
}

interface Found {
  readonly kind: string
  readonly cell: string
  readonly label: FaultLabel
  readonly anomaly: Anomaly | undefined
}

export function tallyMonths(months: Readonly<Record<'faulty' | 'clean' | 'ordinary', Month[]>>) {
  const found = months.faulty.flatMap(findAll)
  return {
    months: months.faulty.length,
    recall: Object.fromEntries(
      Object.keys(answersFor).flatMap((kind) =>
        [false, true].map((winter) => [
          winter ? `${kind}, November to February` : kind,
          recallOf(found.filter((one) => one.kind === kind && isWinter(one.label) === winter)),
        ]),
      ),
    ),
    falseAlarmsIn30Days: {
      clean: falseAlarms(months.clean),
      ordinary: falseAlarms(months.ordinary),
      faulty: falseAlarms(months.faulty),
    },
  }
}

/** In frost the heating runs at full power whatever it is asked for: it cannot answer, so no loop runs away. */
function isWinter({ onset }: FaultLabel): boolean {
  return [10, 11, 0, 1].includes(new Date(onset).getUTCMonth())
}

/** Each cell that a fault touches and shows of is to be found, also where it touches a whole site. */
function findAll({ labels, anomalies, shown }: Month): Found[] {
  return labels
    .filter(({ kind }) => answersFor[kind])
    .flatMap((label) =>
      label.expectedCells
        .filter((cell) => shown.has(cell))
        .map((cell) => ({
          kind: label.kind,
          cell,
          label,
          anomaly: anomalies.find((one) => isOf(one, label, cell)),
        })),
    )
}

function isOf(anomaly: Anomaly, label: FaultLabel, cell: string): boolean {
  return (
    anomaly.state === 'detected' &&
    anomaly.cell === cell &&
    anomaly.detector === answersFor[label.kind] &&
    anomaly.detectedAt >= label.onset &&
    anomaly.detectedAt < label.settledBy
  )
}

function recallOf(found: readonly Found[]) {
  const delays = found
    .flatMap(({ anomaly, label }) => (anomaly ? [anomaly.detectedAt - label.onset] : []))
    .sort((a, b) => a - b)
  const missed = found.filter(({ anomaly }) => !anomaly)
  return {
    faults: found.length,
    recall: found.length === 0 ? null : delays.length / found.length,
    medianDelayMinutes: Math.round((delays[delays.length >> 1] ?? 0) / 60_000),
    missed: missed.map(({ cell, label }) => `${cell} ${new Date(label.onset).toISOString()}`),
  }
}

/** Told where nothing of the kind is wrong; one of another class than its fault's is false as well. */
function falseAlarms(months: readonly Month[]) {
  const alarms = months.flatMap(({ anomalies, labels }) =>
    anomalies.filter(
      (anomaly) =>
        anomaly.state === 'detected' &&
        !labels.some(
          (label) =>
            label.expectedCells.includes(anomaly.cell) && isOf(anomaly, label, anomaly.cell),
        ),
    ),
  )
  const perMonth = months.map(({ anomalies }) => anomalies.length)
  return {
    mean: alarms.length / Math.max(1, perMonth.length),
    which: alarms.map(
      ({ detector, cell, onset }) => `${detector} ${cell} ${new Date(onset).toISOString()}`,
    ),
  }
}
