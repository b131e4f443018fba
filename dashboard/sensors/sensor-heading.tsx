'use client'
import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useConnection, useLatest } from '#dashboard/live/use-live.ts'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { Badge } from '#dashboard/severity/badge.tsx'
import { SimulatedTag } from '#dashboard/shell/simulation-note.tsx'
import { useNow } from '#dashboard/time/now.ts'
import { Age } from '#dashboard/time/time.tsx'
import { useZone } from '#dashboard/time/zone.ts'
import { formatNumber } from '#dashboard/values/format-value.ts'
import type { SensorSummary } from '#domain/api/sites.ts'
import { shownState } from './sensor-state.ts'

export function SensorHeading({ sensor }: { sensor: SensorSummary }) {
  const site = useSites().data?.find(({ site }) => site === sensor.site)
  const inCell = new URLSearchParams({ site: sensor.site, cell: sensor.cell })
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
      <div className="min-w-0">
        <nav aria-label="Where it is" className="flex flex-wrap items-center gap-1 text-muted">
          <Link href={`/sensors?site=${sensor.site}`} prefetch={false} className="link">
            {site?.name ?? sensor.site}
          </Link>
          <ChevronRight size={14} aria-hidden />
          <Link href={`/sensors?${inCell}`} prefetch={false} className="link">
            {sensor.cellName}
          </Link>
          <SimulatedTag site={sensor.site} />
        </nav>
        <h1 className="mt-1 font-semibold text-2xl tracking-tight">{sensor.name}</h1>
      </div>
      <LatestValue sensor={sensor} />
    </div>
  )
}

function LatestValue({ sensor }: { sensor: SensorSummary }) {
  const latest = useLatest(sensor.key)
  const isLost = useConnection() === 'lost'
  const state = shownState(sensor, latest, useNow(), isLost, useZone())
  const hasValue = latest !== undefined && latest.value !== null && latest.at !== null
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1">
      <Badge look={state.look}>{state.word}</Badge>
      {hasValue && (
        <p className="flex items-baseline gap-1.5">
          <span className="live-value font-semibold text-2xl tracking-tight" data-testid="latest">
            {formatNumber(latest.value ?? 0, sensor.resolution)}
          </span>
          <span className="text-muted">{sensor.unit}</span>
          <span className="ml-2 text-muted">
            <Age at={latest.at ?? 0} />
          </span>
        </p>
      )}
    </div>
  )
}
