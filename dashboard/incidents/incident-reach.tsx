'use client'
import { useState } from 'react'
import { formatDuration } from '#dashboard/time/age.ts'
import { formatHour } from '#dashboard/time/format-time.ts'
import { useNow } from '#dashboard/time/now.ts'
import { Instant } from '#dashboard/time/time.tsx'
import { countOf } from '#dashboard/values/format-value.ts'
import type { BlastRadius } from '#domain/incidents/blast-radius.ts'
import type { Incident } from '#domain/incidents/incident.ts'

const shownAtFirst = 5

/** How far the cause has come, and where it goes next. */
export function IncidentReach({ incident }: { incident: Incident }) {
  const reach = incident.blastRadius
  if (!reach) return null
  const { cells, sensors, predicted, omitted } = reach
  if (cells + predicted.length === 0) return null
  return (
    <section aria-labelledby="reach" className="panel">
      <h2 id="reach" className="border-line border-b px-4 py-2 font-semibold">
        How far it reaches
      </h2>
      <p className="px-4 py-2.5">
        {cells === 0
          ? 'Nothing downstream shows it yet.'
          : `Now ${countOf(cells, 'cell')} and ${countOf(sensors, 'sensor')} downstream of ${incident.rootCellName}.`}{' '}
        {predicted.length === 0
          ? 'It has reached all it can.'
          : incident.state.status !== 'resolved' &&
            `Still to come: ${countOf(predicted.length + omitted, 'cell')}.`}
      </p>
      {incident.state.status !== 'resolved' && <Coming reach={reach} />}
    </section>
  )
}

function Coming({ reach: { predicted, omitted } }: { reach: BlastRadius }) {
  const now = useNow()
  const [showsAll, setShowsAll] = useState(false)
  const shown = showsAll ? predicted : predicted.slice(0, shownAtFirst)
  const hidden = predicted.length - shown.length
  return (
    <>
      <ol aria-label="What it reaches next">
        {shown.map(({ cell, name, arrivesAt }) => (
          <li
            key={cell}
            className="flex items-baseline justify-between gap-4 border-line border-t px-4 py-2"
          >
            <span>{name}</span>
            <span className="whitespace-nowrap text-right">
              <Instant at={arrivesAt} format={formatHour} />
              <span className="text-muted">, {whenWords(arrivesAt, now)}</span>
            </span>
          </li>
        ))}
      </ol>
      {hidden > 0 && (
        <div className="border-line border-t p-3 text-center">
          <button type="button" className="control" onClick={() => setShowsAll(true)}>
            Show {hidden} more
          </button>
        </div>
      )}
      {omitted > 0 && (
        <p className="border-line border-t px-4 py-2 text-muted">
          {omitted} more lie further downstream.
        </p>
      )}
    </>
  )
}

function whenWords(at: number, now: number): string {
  return at > now ? `in ${formatDuration(at - now)}` : `due ${formatDuration(now - at)} ago`
}
