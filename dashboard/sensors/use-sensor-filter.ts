'use client'
import { oneOf, useUrlState } from '#dashboard/shell/url-state.ts'
import type { SensorStatus } from '#domain/api/sites.ts'
import type { SensorFilter } from './filter-sensors.ts'

export const statusNames: Record<SensorStatus, string> = {
  ok: 'OK',
  anomalous: 'Anomalous',
  learning: 'Learning',
  late: 'Late',
  missing: 'Missing',
  dead: 'Dead',
  recorded: 'Recording',
  'never-reported': 'Never reported',
}

export const statuses = Object.keys(statusNames) as SensorStatus[]

function readFilter(address: URLSearchParams): SensorFilter {
  return {
    text: address.get('text') ?? '',
    site: address.get('site'),
    cell: address.get('cell'),
    metric: address.get('metric'),
    status: oneOf(address.get('status'), statuses),
  }
}

export const noSensorFilter = { text: null, site: null, cell: null, metric: null, status: null }

export function useSensorFilter() {
  return useUrlState(readFilter)
}
