'use client'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { severities, severityWord } from '#dashboard/severity/look.ts'
import { Choice } from '#dashboard/shell/choice.tsx'
import { FilterField } from '#dashboard/shell/filter-field.tsx'
import { statusChoices, useIncidentFilter } from './use-incident-filter.ts'

const statusNames: Record<(typeof statusChoices)[number], string> = {
  all: 'All',
  unresolved: 'Unresolved',
  open: 'Open',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
}

export function IncidentFilters() {
  const [filter, setFilter] = useIncidentFilter()
  const sites = useSites().data ?? []
  return (
    <search className="flex flex-wrap gap-2">
      <FilterField
        label="Filter by title, place or owner"
        value={filter.text}
        onType={(text) => setFilter({ text })}
      />
      <Choice
        label="Status"
        value={filter.status === 'all' ? null : filter.status}
        options={statusChoices
          .filter((status) => status !== 'all')
          .map((status) => [status, statusNames[status]])}
        onChoose={(status) => setFilter({ status })}
      />
      <Choice
        label="Severity"
        value={filter.severity}
        options={severities.map((severity) => [severity, severityWord[severity]])}
        onChoose={(severity) => setFilter({ severity })}
      />
      <Choice
        label="Site"
        value={filter.site}
        options={sites.map(({ site, name }) => [site, name])}
        onChoose={(site) => setFilter({ site })}
      />
    </search>
  )
}
