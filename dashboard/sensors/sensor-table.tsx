'use client'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import { usePhone } from '#dashboard/shell/use-phone.ts'
import type { SensorSummary } from '#domain/api/sites.ts'
import { SensorRow, sensorColumns } from './sensor-row.tsx'

/** Only the rows in sight exist, so that thousands cost as little as thirty. */
export function SensorTable({ sensors }: { sensors: readonly SensorSummary[] }) {
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const isPhone = usePhone()
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), [])
  const rows = useWindowVirtualizer({
    count: sensors.length,
    estimateSize: () => (isPhone ? 64 : 40),
    overscan: 8,
    scrollMargin: top,
  })
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a real table cannot be placed one by one.
    <div role="table" aria-label="Sensors" aria-rowcount={sensors.length + 1}>
      <HeaderRow />
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div role="rowgroup" ref={list} className="relative" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((item) => {
          const sensor = sensors[item.index]
          return (
            sensor && (
              <SensorRow
                key={sensor.key}
                sensor={sensor}
                index={item.index}
                style={{ height: item.size, transform: `translateY(${item.start - top}px)` }}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

function HeaderRow() {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above.
    <div role="rowgroup" className="sticky top-12 z-10 rounded-t-lg bg-panel max-sm:sr-only">
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
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
