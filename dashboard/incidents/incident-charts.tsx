'use client'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { incidentWindow, type Window } from '#dashboard/charts/chart-window.ts'
import { type Hover, HoverGroup } from '#dashboard/charts/hover.ts'
import { SensorChart } from '#dashboard/charts/sensor-chart.tsx'
import { useStaggered } from '#dashboard/charts/use-staggered.ts'
import { useKey } from '#dashboard/keys/use-key.ts'
import { createStore } from '#dashboard/live/store.ts'
import { TableToggle } from '#dashboard/sensors/chart-controls.tsx'
import { useSensor } from '#dashboard/sensors/use-sensors.ts'
import { useNow } from '#dashboard/time/now.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { chartedSensors } from './charted-sensors.ts'

const shownAtFirst = 4
/** Twelve frames drawn at once would hold up a click; one after the other they do not. */
const staggerMilliseconds = 120

interface IncidentChartsProps {
  readonly incident: Incident
  readonly summary: IncidentSummary
}

/** All over the same time; where one is pointed at, the others show the same moment. */
export function IncidentCharts({ incident, summary }: IncidentChartsProps) {
  const sensors = useMemo(() => chartedSensors(incident.anomalies), [incident.anomalies])
  const [showsAll, setShowsAll] = useState(false)
  const [asTable, setAsTable] = useState(false)
  const [hover] = useState(() => createStore<Hover | null>(null))
  const window = useIncidentWindow(incident, summary.status === 'resolved')
  useKey('t', () => setAsTable(!asTable))
  const shown = showsAll ? sensors : sensors.slice(0, shownAtFirst)
  return (
    <section aria-labelledby="charts" className="panel overflow-clip">
      <div className="flex items-center justify-between gap-2 border-line border-b px-4 py-2">
        <h2 id="charts" className="font-semibold">
          What the sensors show
        </h2>
        <TableToggle isTable={asTable} onToggle={() => setAsTable(!asTable)} />
      </div>
      <HoverGroup value={hover}>
        {shown.map((sensor, index) => (
          <IncidentChart key={sensor} {...{ sensor, window, asTable }} place={index} />
        ))}
      </HoverGroup>
      {sensors.length > shown.length && (
        <div className="border-line border-t p-3 text-center">
          <button type="button" className="control" onClick={() => setShowsAll(true)}>
            Show {sensors.length - shown.length} more
          </button>
        </div>
      )}
    </section>
  )
}

function useIncidentWindow(incident: Incident, isResolved: boolean): Window {
  const now = useNow()
  const firstOnset = Math.min(incident.openedAt, ...incident.cells.map(({ onset }) => onset))
  const endedAt = isResolved ? incident.updatedAt : undefined
  const { from, to } = incidentWindow(firstOnset, endedAt, now)
  return useMemo(() => ({ from, to }), [from, to])
}

interface IncidentChartProps {
  readonly sensor: string
  readonly window: Window
  readonly asTable: boolean
  /** Among its neighbours; the first explains the colours, and each is drawn after the one before. */
  readonly place: number
}

function IncidentChart({ sensor: key, asTable, place, ...chart }: IncidentChartProps) {
  const window = useStaggered(chart.window, place * staggerMilliseconds)
  const { data: sensor } = useSensor(key)
  if (!sensor) return <div className="h-52" />
  return (
    <div className="border-line border-t first-of-type:border-t-0">
      <h3 className="flex items-baseline gap-2 px-4 pt-3">
        <Link href={`/sensor?id=${sensor.key}`} prefetch={false} className="link font-semibold">
          {sensor.name}
        </Link>
        <span className="truncate text-muted">
          {sensor.cellName}
          {sensor.unit && `, ${sensor.unit}`}
        </span>
      </h3>
      <SensorChart {...{ sensor, window, asTable }} withLegend={place === 0} height={160} />
    </div>
  )
}
