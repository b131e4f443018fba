import { type Anomaly, anomalyId } from '#domain/anomaly.ts'

const minute = 60_000
export const start = Date.UTC(2026, 2, 2)

interface Wanted {
  readonly cell: string
  readonly sensor?: string
  readonly detector?: string
  /** Minutes after the start. */
  readonly onset: number
  readonly detectedAt?: number
  /** Minutes after the start; an anomaly that goes on has none. */
  readonly clearedAt?: number
  readonly score?: number
  readonly value?: number
  readonly severity?: Anomaly['severity']
}

/** An anomaly in the garden. */
export function anomaly(wanted: Wanted): Anomaly {
  const { cell, sensor = 'temperature', detector = 'rarity' } = wanted
  const onset = start + wanted.onset * minute
  const detectedAt = start + (wanted.detectedAt ?? wanted.onset) * minute
  const key = `garden.${cell}.${sensor}`
  const fields = {
    schemaVersion: 1,
    id: anomalyId(key, onset, detector),
    detector,
    detectorVersion: 1,
    sensor: key,
    site: 'garden',
    cell,
    metric: sensor,
    label: sensor === 'temperature' ? 'Temperature' : 'Humidity',
    unit: '°C',
    severity: wanted.severity ?? 'warning',
    onset,
    detectedAt,
    lastAt: detectedAt,
    value: wanted.value ?? 30,
    expected: 20,
    low: 18,
    high: 22,
    score: wanted.score ?? 5,
    threshold: 3,
    reason: `${sensor} was ${wanted.value ?? 30}.`,
    frame: 'f1',
  } as const
  if (wanted.clearedAt === undefined) return { ...fields, state: 'detected' }
  return { ...fields, state: 'cleared', clearedAt: start + wanted.clearedAt * minute }
}

/** The same anomaly as it was told first. */
export function asDetected(one: Anomaly): Anomaly {
  if (one.state === 'detected') return one
  const { clearedAt: _, ...fields } = one
  return { ...fields, state: 'detected' }
}
