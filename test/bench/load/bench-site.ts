import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell } from '#domain/sensor.ts'
import type { Site } from '#domain/site.ts'

const metrics = 8

/** Sensors of eight kinds, spread over cells of one size. */
export function benchSite(cells: number, sensorsPerCell: number): Site {
  return {
    schemaVersion: 1,
    site: 'bench',
    name: 'Bench',
    timeZone: 'UTC',
    metrics: Object.fromEntries(
      Array.from({ length: metrics }, (_, index) => [
        `metric-${index}`,
        {
          label: `Metric ${index}`,
          unit: 'u',
          medium: 'air',
          resolution: 0.01,
          limits: { min: 0, max: 1_000 },
          expectedIntervalSeconds: 1,
          commanded: false,
        },
      ]),
    ),
    cells: Array.from({ length: cells }, (_, index) => ({
      cell: cellAt(index),
      name: `Cell ${index}`,
      role: 'cell',
      sensors: Array.from({ length: sensorsPerCell }, (_, sensor) => ({
        sensor: sensorAt(sensor),
        metric: `metric-${sensor % metrics}`,
      })),
    })),
    edges: [],
    responses: [],
  }
}

export function cellAt(index: number): string {
  return `cell-${index}`
}

export function sensorAt(index: number): string {
  return `sensor-${index}`
}

export function cellOfEight(): Cell {
  const resolved = resolveSite(benchSite(1, 8))
  const cell = resolved.kind === 'resolved' ? resolved.cells[0] : undefined
  if (!cell) throw new Error('The site of the bench is refused; correct it.')
  return cell
}
