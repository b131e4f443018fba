'use client'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import type { SensorStatus } from '#domain/api/sites.ts'

/** Spelt out, so that the page need not load the schema to read its own address. */
export const statuses: readonly SensorStatus[] = [
  ...(['ok', 'anomalous', 'learning', 'late', 'never-reported'] as const),
]

export const statusNames: Record<SensorStatus, string> = {
  ok: 'OK',
  anomalous: 'Anomalous',
  learning: 'Learning',
  late: 'Late',
  'never-reported': 'Never reported',
}

export function useSensorFilter() {
  return useQueryStates({
    text: parseAsString.withDefault(''),
    site: parseAsString,
    cell: parseAsString,
    metric: parseAsString,
    status: parseAsStringLiteral(statuses),
  })
}
