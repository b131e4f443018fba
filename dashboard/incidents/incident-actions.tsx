'use client'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { ask } from './asking.ts'

function AcknowledgeButton({ summary, wide = '' }: { summary: IncidentSummary; wide?: string }) {
  const isOpen = summary.status === 'open'
  return (
    <button
      type="button"
      aria-keyshortcuts="a"
      disabled={!isOpen}
      onClick={() => ask('acknowledge', summary)}
      className={`control primary ${wide}`}
    >
      {isOpen ? 'Acknowledge' : `Acknowledged${summary.owner ? ` by ${summary.owner}` : ''}`}
    </button>
  )
}

function ResolveButton({ summary }: { summary: IncidentSummary }) {
  return (
    <button
      type="button"
      aria-keyshortcuts="r"
      onClick={() => ask('resolve', summary)}
      className="control"
    >
      Resolve
    </button>
  )
}

/** Beside the title where there is room. */
export function IncidentActions({ summary }: { summary: IncidentSummary }) {
  const mayAct = useMayAct()
  if (!mayAct || summary.status === 'resolved') return null
  return (
    <div className="flex gap-2 max-sm:hidden">
      <AcknowledgeButton summary={summary} />
      <ResolveButton summary={summary} />
    </div>
  )
}

/** Always under the thumb on a phone. */
export function IncidentActionBar({ summary }: { summary: IncidentSummary }) {
  const mayAct = useMayAct()
  if (!mayAct || summary.status === 'resolved') return null
  return (
    <div
      data-testid="action-bar"
      className="-mx-4 sticky bottom-14 z-10 mt-4 flex gap-2 border-line border-t bg-panel px-4 py-2 sm:hidden"
    >
      <AcknowledgeButton summary={summary} wide="grow truncate" />
      <ResolveButton summary={summary} />
    </div>
  )
}
