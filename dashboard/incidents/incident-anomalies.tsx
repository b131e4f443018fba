'use client'
import { useMemo, useState } from 'react'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { ToldVerdict } from '#domain/api/verdicts.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { AnomalyItem } from './anomaly-item.tsx'
import { IncidentFeedback } from './incident-actions.tsx'

const shownAtFirst = 6

interface IncidentAnomaliesProps {
  readonly incident: Incident
  readonly summary: IncidentSummary
  readonly verdicts: readonly ToldVerdict[]
}

export function IncidentAnomalies({ incident, summary, verdicts }: IncidentAnomaliesProps) {
  const [showsAll, setShowsAll] = useState(false)
  const names = useMemo(
    () => new Map(incident.cells.map(({ cell, name }) => [cell, name])),
    [incident.cells],
  )
  const all = incident.anomalies
  const shown = showsAll ? all : all.slice(0, shownAtFirst)
  return (
    <section aria-labelledby="why" className="panel">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-b px-4 py-2">
        <h2 id="why" className="font-semibold">
          Why
        </h2>
        <IncidentFeedback summary={summary} />
      </div>
      <ul>
        {shown.map((anomaly) => (
          <AnomalyItem
            key={anomaly.id}
            anomaly={anomaly}
            place={names.get(anomaly.cell) ?? anomaly.cell}
            told={verdicts.find(({ verdict }) => verdict.anomaly === anomaly.id)}
          />
        ))}
      </ul>
      {all.length > shown.length && (
        <div className="border-line border-t p-3 text-center">
          <button type="button" className="control" onClick={() => setShowsAll(true)}>
            Show {all.length - shown.length} more
          </button>
        </div>
      )}
      {incident.omittedAnomalies > 0 && (
        <p className="border-line border-t px-4 py-2 text-muted">
          {incident.omittedAnomalies} more belong to it and are counted, but not kept one by one.
        </p>
      )}
    </section>
  )
}
