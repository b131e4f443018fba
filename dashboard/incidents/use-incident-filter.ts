'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { Severity } from '#domain/severity.ts'

export const severities: readonly Severity[] = [
  ...(['critical', 'major', 'warning', 'info'] as const),
]

export const statusChoices = ['all', 'unresolved', 'open', 'acknowledged', 'resolved'] as const

export function useIncidentFilter() {
  return useQueryStates({
    status: parseAsStringLiteral(statusChoices).withDefault('all'),
    severity: parseAsStringLiteral(severities),
    site: parseAsString,
    text: parseAsString.withDefault(''),
  })
}

export type IncidentFilter = ReturnType<typeof useIncidentFilter>[0]
