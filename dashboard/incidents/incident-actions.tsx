'use client'
import Link from 'next/link'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Deed } from './act.ts'
import { ask } from './asking.ts'

interface OfIncident {
  readonly summary: IncidentSummary
}

function AcknowledgeButton({ summary, wide = '' }: OfIncident & { readonly wide?: string }) {
  const isOpen = summary.status === 'open'
  const who = summary.acknowledgedBy ?? summary.owner
  return (
    <button
      type="button"
      aria-keyshortcuts="a"
      disabled={!isOpen}
      onClick={() => ask({ action: 'acknowledge' }, summary)}
      className={`control primary ${wide}`}
    >
      {isOpen ? 'Acknowledge' : `Acknowledged${who ? ` by ${who}` : ''}`}
    </button>
  )
}

function ResolveButton({ summary }: OfIncident) {
  return (
    <button
      type="button"
      aria-keyshortcuts="r"
      onClick={() => ask({ action: 'resolve' }, summary)}
      className="control"
    >
      Resolve
    </button>
  )
}

function DeedButton(props: OfIncident & { readonly deed: Deed; readonly children: string }) {
  return (
    <button
      type="button"
      onClick={() => ask(props.deed, props.summary)}
      className="control max-sm:grow"
    >
      {props.children}
    </button>
  )
}

/** Beside the title where there is room; on a phone below it, for Acknowledge stays under the thumb. */
export function IncidentActions({ summary }: OfIncident) {
  const mayAct = useMayAct()
  if (!mayAct) return null
  const isOver = summary.status === 'resolved'
  return (
    <fieldset aria-label="What you can do" className="flex flex-wrap gap-2 max-sm:w-full">
      {!isOver && (
        <span className="flex gap-2 max-sm:hidden">
          <AcknowledgeButton summary={summary} />
          <ResolveButton summary={summary} />
        </span>
      )}
      {isOver ? (
        <DeedButton summary={summary} deed={{ action: 'reopen' }}>
          Reopen
        </DeedButton>
      ) : (
        <DeedButton summary={summary} deed={{ action: 'assign' }}>
          Assign
        </DeedButton>
      )}
      <DeedButton summary={summary} deed={{ action: 'comment' }}>
        Comment
      </DeedButton>
      {!isOver && <SilenceLink summary={summary} />}
    </fieldset>
  )
}

function SilenceLink({ summary: { site, cell } }: OfIncident) {
  return (
    <Link
      href={`/silences?${new URLSearchParams({ add: 'true', site, cell })}`}
      prefetch={false}
      className="control inline-flex items-center justify-center max-sm:grow"
    >
      Silence
    </Link>
  )
}

/** Always under the thumb on a phone. */
export function IncidentActionBar({ summary }: OfIncident) {
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

/** What it was, said of all its anomalies at once. */
export function IncidentFeedback({ summary }: OfIncident) {
  const mayAct = useMayAct()
  if (!mayAct) return null
  return (
    <fieldset
      aria-label="What the whole incident was"
      className="flex flex-wrap items-center gap-2"
    >
      <span className="text-muted">The whole incident was</span>
      <DeedButton summary={summary} deed={{ action: 'expected' }}>
        Expected
      </DeedButton>
      <DeedButton summary={summary} deed={{ action: 'real' }}>
        Real
      </DeedButton>
    </fieldset>
  )
}
