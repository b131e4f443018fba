'use client'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { Choice } from '#dashboard/shell/choice.tsx'
import { FilterField } from '#dashboard/shell/filter-field.tsx'
import type { SensorSummary } from '#domain/api/sites.ts'
import { statuses, statusNames, useSensorFilter } from './use-sensor-filter.ts'

export function SensorFilters({ sensors }: { sensors: readonly SensorSummary[] }) {
  const [filter, setFilter] = useSensorFilter()
  const sites = useSites().data ?? []
  const cells = sites.filter(({ site }) => filter.site === null || site === filter.site)
  const metrics = [...new Set(sensors.map(({ metric }) => metric))].sort()
  return (
    <search className="flex flex-wrap gap-2">
      <FilterField
        label="Filter by name or place"
        value={filter.text}
        onType={(text) => setFilter({ text })}
      />
      <Choice
        label="Site"
        value={filter.site}
        options={sites.map(({ site, name }) => [site, name])}
        onChoose={(site) => setFilter({ site, cell: null })}
      />
      <Choice
        label="Cell"
        value={filter.cell}
        options={cells.flatMap((site) => site.cells.map(({ cell, name }) => [cell, name] as const))}
        onChoose={(cell) => setFilter({ cell })}
      />
      <Choice
        label="Metric"
        value={filter.metric}
        options={metrics.map((metric) => [metric, metric.replaceAll('-', ' ')])}
        onChoose={(metric) => setFilter({ metric })}
      />
      <Choice
        label="State"
        value={filter.status}
        options={statuses.map((status) => [status, statusNames[status]])}
        onChoose={(status) => setFilter({ status })}
      />
    </search>
  )
}
