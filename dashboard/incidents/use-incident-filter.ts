'use client'
import { severities } from '#dashboard/severity/look.ts'
import { oneOf, useUrlState } from '#dashboard/shell/url-state.ts'
import type { IncidentFilter } from './filter-incidents.ts'

export const statusChoices = ['all', 'unresolved', 'open', 'acknowledged', 'resolved'] as const

function readFilter(address: URLSearchParams): IncidentFilter {
  return {
    status: oneOf(address.get('status'), statusChoices) ?? 'all',
    severity: oneOf(address.get('severity'), severities),
    site: address.get('site') || null,
    text: address.get('text') ?? '',
  }
}

export const noIncidentFilter = { status: null, severity: null, site: null, text: null }

export function useIncidentFilter() {
  return useUrlState(readFilter)
}
