'use client'
import { useSites } from '#dashboard/overview/use-sites.ts'
import { severityWord } from '#dashboard/severity/look.ts'
import { Choice } from '#dashboard/shell/choice.tsx'
import type { Severity } from '#domain/severity.ts'
import { severities, statusChoices, useIncidentFilter } from './use-incident-filter.ts'

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
      <input
        data-filter
        type="search"
        aria-label="Filter by title, place or owner"
        placeholder="Filter  ( / )"
        className="control min-w-0 grow placeholder:text-muted sm:max-w-64"
        value={filter.text}
        onChange={(event) => void setFilter({ text: event.target.value || null })}
      />
      <Choice
        label="Status"
        value={filter.status === 'all' ? null : filter.status}
        options={statusChoices
          .filter((status) => status !== 'all')
          .map((status) => [status, statusNames[status]])}
        onChoose={(status) => void setFilter({ status: status as (typeof statusChoices)[number] })}
      />
      <Choice
        label="Severity"
        value={filter.severity}
        options={severities.map((severity) => [severity, severityWord[severity]])}
        onChoose={(severity) => void setFilter({ severity: severity as Severity | null })}
      />
      <Choice
        label="Site"
        value={filter.site}
        options={sites.map(({ site, name }) => [site, name])}
        onChoose={(site) => void setFilter({ site })}
      />
    </search>
  )
}
