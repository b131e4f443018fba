'use client'
import { GitBranch } from 'lucide-react'
import Link from 'next/link'
import { formatDuration } from '#dashboard/time/age.ts'
import { formatClock } from '#dashboard/time/format-time.ts'
import { Instant } from '#dashboard/time/time.tsx'
import { countOf } from '#dashboard/values/format-value.ts'
import type { Incident } from '#domain/incidents/incident.ts'

type IncidentCell = Incident['cells'][number]

/** Where it began and where it went, in the order in which it was seen. */
export function IncidentCells({ incident }: { incident: Incident }) {
  const cells = incident.cells.toSorted((a, b) => a.onset - b.onset)
  const root = cells.find(({ cell }) => cell === incident.rootCell)
  return (
    <section aria-labelledby="cells" className="panel">
      <h2 id="cells" className="border-line border-b px-4 py-2 font-semibold">
        Cells, in the order of onset
      </h2>
      <ol>
        {cells.map((cell) => (
          <li
            key={cell.cell}
            className="flex items-baseline justify-between gap-4 border-line border-b px-4 py-2 last:border-b-0"
          >
            <span className="min-w-0">
              <Link
                href={`/sensors?${new URLSearchParams({ site: incident.site, cell: cell.cell })}`}
                prefetch={false}
                className="link font-medium"
              >
                {cell.name}
              </Link>
              <span className="block text-muted">
                {roleWords(cell, incident.rootCell)}, {countOf(cell.sensors, 'sensor')}
              </span>
              <SuppressedBy cell={cell} cells={cells} />
            </span>
            <span className="text-right">
              <Instant at={cell.onset} format={formatClock} />
              <span className="block text-muted">{laterWords(cell, root)}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** It is evaluated on, and calls nobody by itself. */
function SuppressedBy({ cell, cells }: { cell: IncidentCell; cells: readonly IncidentCell[] }) {
  if (cell.suppressedBy === null) return null
  const cause = cells.find((other) => other.cell === cell.suppressedBy)
  return (
    <span className="flex items-center gap-1.5 text-muted">
      <GitBranch size={14} aria-hidden className="shrink-0" />
      suppressed by {cause?.name ?? cell.suppressedBy}
    </span>
  )
}

function roleWords(cell: IncidentCell, root: string): string {
  if (cell.cell === root) return 'Root'
  return cell.downstream ? 'Downstream of the root' : 'Beside it'
}

function laterWords(cell: IncidentCell, root: IncidentCell | undefined): string {
  if (!root || cell === root) return 'first seen here'
  const later = cell.onset - root.onset
  return later < 0 ? `${formatDuration(-later)} before it` : `${formatDuration(later)} later`
}
