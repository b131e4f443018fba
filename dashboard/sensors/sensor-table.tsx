'use client'
import { useRef } from 'react'
import { usePhone } from '#dashboard/shell/use-phone.ts'
import type { SensorSummary } from '#domain/api/sites.ts'
import { SensorRow, sensorColumns } from './sensor-row.tsx'
import { useVisibleRows } from './use-visible-rows.ts'

/** Only the rows in sight exist, so that thousands cost as little as thirty. */
export function SensorTable({ sensors }: { sensors: readonly SensorSummary[] }) {
  const list = useRef<HTMLDivElement>(null)
  const rowHeight = usePhone() ? 64 : 40
  const { first, end } = useVisibleRows(list, rowHeight, sensors.length)
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a real table cannot be placed one by one.
    <div role="table" aria-label="Sensors" aria-rowcount={sensors.length + 1}>
      <HeaderRow />
      {/* biome-ignore lint/a11y/useSemanticElements: a tbody may only stand in a table. */}
      <div
        role="rowgroup"
        ref={list}
        className="relative"
        style={{ height: rowHeight * sensors.length }}
      >
        {sensors.slice(first, end).map((sensor, index) => (
          <SensorRow key={sensor.key} sensor={sensor} index={first + index} height={rowHeight} />
        ))}
      </div>
    </div>
  )
}

function HeaderRow() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a thead may only stand in a table.
    <div role="rowgroup" className="sticky top-12 z-10 rounded-t-lg bg-panel max-sm:sr-only">
      {/* biome-ignore lint/a11y/useSemanticElements: a tr may only stand in a table. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: a row of headings is not interactive. */}
      <div
        role="row"
        aria-rowindex={1}
        className={`${sensorColumns} h-9 border-line border-b text-muted`}
      >
        {['State', 'Sensor', 'Place', 'Value', 'Expected', 'Age'].map((heading, index) => (
          // biome-ignore lint/a11y/useSemanticElements: as above.
          // biome-ignore lint/a11y/useFocusableInteractive: a heading is not interactive.
          <span key={heading} role="columnheader" className={index > 2 ? 'text-right' : ''}>
            {heading}
          </span>
        ))}
      </div>
    </div>
  )
}
