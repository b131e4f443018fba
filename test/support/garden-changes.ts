import { resolveSite } from '#domain/resolve-site.ts'
import { Site } from '#domain/site.ts'
import { gardenFile } from './sites.ts'

export type File = Record<string, unknown>

/** The garden's file with parts of it changed. */
export const resolve = (change: File = {}) => resolveSite(Site.parse({ ...gardenFile, ...change }))

export const problems = (change: File) => {
  const resolved = resolve(change)
  if (resolved.kind === 'resolved') return []
  return resolved.problems.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

export const measured = (resolution: number, limits: File) => ({
  ...cellWith('a'),
  metrics: { a: { label: 'A', unit: '', resolution, limits } },
})

export const cellWith = (...sensors: unknown[]) => ({
  cells: [{ cell: 'pump', name: 'Pump', sensors }],
  edges: [],
})

export const calibrated = (...calibration: File[]) => ({
  sensor: 'a',
  metric: 'temperature',
  calibration: calibration.map((entry) => ({ gain: 1, offset: 0, ...entry })),
})
