'use client'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident, IncidentCell } from '#domain/incidents/incident.ts'
import { ask } from './asking.ts'

interface CausesProps {
  readonly incident: Incident
  readonly summary: IncidentSummary
}

/** As they are ranked, what was ruled out last, each with what speaks for it. */
export function IncidentCauses({ incident, summary }: CausesProps) {
  const causes = incident.cells.filter(({ evidence }) => evidence !== undefined)
  if (causes.length === 0) return null
  return (
    <section aria-labelledby="causes" className="panel">
      <h2 id="causes" className="border-line border-b px-4 py-2 font-semibold">
        Likely causes
      </h2>
      <ol>
        {causes.map((cause) => (
          <Cause key={cause.cell} cause={cause} incident={incident} summary={summary} />
        ))}
      </ol>
    </section>
  )
}

function Cause({ cause, incident, summary }: CausesProps & { readonly cause: IncidentCell }) {
  const mayAct = useMayAct()
  const { cell, name } = cause
  const against = incident.actions?.findLast(
    (action) => action.kind === 'not-the-cause' && action.cell === cell,
  )
  return (
    <li className="border-line border-b px-4 py-2.5 last:border-b-0">
      <p className="flex items-baseline justify-between gap-4">
        <span className={against ? 'text-muted' : 'font-semibold'}>{name}</span>
        <span className="whitespace-nowrap">
          {against ? 'ruled out' : `${Math.round(cause.likelihood * 100)} % likely`}
        </span>
      </p>
      <p className="mt-0.5 text-muted">{cause.evidence}</p>
      {against && (
        <p className="mt-0.5">
          Not the cause, says {against.by}
          {against.comment && `: “${against.comment}”`}
        </p>
      )}
      {mayAct && !against && summary.status !== 'resolved' && (
        <button
          type="button"
          aria-label={`Not the cause: ${name}`}
          className="control mt-2"
          onClick={() => ask({ action: 'not-the-cause', cell, name }, summary)}
        >
          Not the cause
        </button>
      )}
    </li>
  )
}
