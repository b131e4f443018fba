import type { Anomaly } from '#domain/anomaly.ts'
import { Severity } from '#domain/severity.ts'
import type { SignalStep } from './lifecycle.ts'

/** What shows at a moment, in counts, so that a storm of thousands is one pass. */
interface Showing {
  readonly calling: Set<string>
  readonly bySeverity: Map<Severity, number>
  readonly bySensor: Map<string, number>
  readonly byCell: Map<string, number>
}

interface Edge {
  readonly at: number
  readonly anomaly: Anomaly
  readonly by: 1 | -1
}

/**
 * The course of a trouble: at each moment how many of its anomalies call, and how bad they are together. What is only
 * noted is evidence and keeps nothing open, unless there is nothing else.
 */
export function traceSignals(anomalies: readonly Anomaly[], isCascade: boolean): SignalStep[] {
  const loud = anomalies.some(({ severity }) => severity !== 'info')
  const showing: Showing = {
    calling: new Set(),
    bySeverity: new Map(),
    bySensor: new Map(),
    byCell: new Map(),
  }
  const edges = anomalies.flatMap(edgesOf).sort((a, b) => a.at - b.at || b.by - a.by)
  return edges.flatMap(({ at, anomaly, by }, index) => {
    if (!loud || anomaly.severity !== 'info') count(showing, anomaly, by)
    if (edges[index + 1]?.at === at) return []
    const active = showing.calling.size
    return [{ at, active, severity: active === 0 ? null : rateShowing(showing, isCascade) }]
  })
}

function edgesOf(anomaly: Anomaly): Edge[] {
  const begin: Edge = { at: anomaly.detectedAt, anomaly, by: 1 }
  if (anomaly.state !== 'cleared') return [begin]
  // What was told and was over in the same moment still showed.
  return [begin, { at: Math.max(anomaly.clearedAt, anomaly.detectedAt + 1), anomaly, by: -1 }]
}

function count(showing: Showing, anomaly: Anomaly, by: 1 | -1): void {
  const { calling, bySeverity, bySensor, byCell } = showing
  if (by === 1) calling.add(anomaly.id)
  else calling.delete(anomaly.id)
  add(bySeverity, anomaly.severity, by)
  add(bySensor, anomaly.sensor, by)
  add(byCell, anomaly.cell, by)
}

function add<Name>(counts: Map<Name, number>, name: Name, by: number): void {
  const next = (counts.get(name) ?? 0) + by
  if (next === 0) counts.delete(name)
  else counts.set(name, next)
}

/** One sensor warns; several are a matter of weight; a cascade over cells is critical, weather over cells is not. */
function rateShowing({ bySeverity, bySensor, byCell }: Showing, isCascade: boolean): Severity {
  const worst = Severity.options.find((severity) => bySeverity.has(severity)) ?? 'info'
  if (isCascade && byCell.size >= 3 && bySensor.size >= 5) return 'critical'
  return bySensor.size >= 3 && worst !== 'critical' ? 'major' : worst
}
