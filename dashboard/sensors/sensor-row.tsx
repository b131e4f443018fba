'use client'
import Link from 'next/link'
import { memo } from 'react'
import { useConnection, useLatest } from '#dashboard/live/use-live.ts'
import { Badge } from '#dashboard/severity/badge.tsx'
import { useNow } from '#dashboard/time/now.ts'
import { Age } from '#dashboard/time/time.tsx'
import { useZone } from '#dashboard/time/zone.ts'
import { formatNumber, formatValue } from '#dashboard/values/format-value.ts'
import { possibleBand } from '#dashboard/values/possible-band.ts'
import type { Latest, SensorSummary } from '#domain/api/sites.ts'
import { shownState } from './sensor-state.ts'

export const sensorColumns =
  'grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 sm:grid-cols-[148px_minmax(0,1fr)_minmax(0,1fr)_112px_72px] lg:grid-cols-[216px_minmax(0,1.2fr)_minmax(0,1fr)_128px_148px_88px]'

interface RowProps {
  readonly sensor: SensorSummary
  readonly index: number
  readonly height: number
}

export const SensorRow = memo(function SensorRow({ sensor, index, height }: RowProps) {
  const latest = useLatest(sensor.key)
  const isLost = useConnection() === 'lost'
  const state = shownState(sensor, latest, useNow(), isLost, useZone())
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a real table cannot be placed one by one.
    // biome-ignore lint/a11y/useFocusableInteractive: the link within takes the focus.
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${sensorColumns} absolute inset-x-0 top-0 border-line border-b hover:bg-hover`}
      style={{ height, transform: `translateY(${index * height}px)` }}
    >
      <Cell className="flex max-sm:order-3 max-sm:text-xs">
        <Badge look={state.look}>
          <span className="block truncate">{state.word}</span>
        </Badge>
      </Cell>
      <Cell className="truncate max-sm:order-1">
        <Link
          href={`/sensor?id=${sensor.key}`}
          prefetch={false}
          data-row={sensor.key}
          className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
        >
          {sensor.name}
        </Link>
        <span className="text-muted sm:hidden"> · {sensor.cellName}</span>
      </Cell>
      <Cell className="truncate text-muted max-sm:hidden">{sensor.cellName}</Cell>
      <Value sensor={sensor} latest={latest} />
    </div>
  )
})

function Cell({ className = '', children }: { className?: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a td may only stand in a tr, and the row is none, so that it can be placed.
    <span role="cell" className={`min-w-0 ${className}`}>
      {children}
    </span>
  )
}

function Value({ sensor, latest }: { sensor: SensorSummary; latest: Latest | undefined }) {
  const number = (value: number) => formatNumber(value, sensor.resolution)
  return (
    <>
      <Cell className="live-value text-right font-medium max-sm:order-2">
        {latest?.value == null ? '–' : formatValue(latest.value, sensor.resolution, sensor.unit)}
      </Cell>
      <Cell className="whitespace-nowrap text-right text-muted max-lg:hidden">
        {latest?.low == null || latest.high == null
          ? '–'
          : possibleBand(latest.low, latest.high, sensor.limits).map(number).join(' to ')}
      </Cell>
      <Cell className="text-right text-muted max-sm:order-4 max-sm:text-xs">
        {latest?.at == null ? '–' : <Age at={latest.at} suffix={false} />}
      </Cell>
    </>
  )
}
