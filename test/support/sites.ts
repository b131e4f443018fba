import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { Site } from '#domain/site.ts'

type SiteFile = Parameters<typeof Site.parse>[0]

const metric = (label: string, unit: string, more: Record<string, unknown> = {}) => ({
  label,
  unit,
  resolution: 0.1,
  limits: { min: -50, max: 50 },
  expectedIntervalSeconds: 10,
  ...more,
})

/** A pump feeds two beds, each through a valve; people in the house say how they feel. */
export const gardenFile = {
  schemaVersion: 1,
  site: 'garden',
  name: 'Garden',
  metrics: {
    temperature: metric('Temperature', '°C'),
    humidity: metric('Humidity', '%', { limits: { min: 0, max: 100 } }),
    setpoint: metric('Setpoint', '°C', { commanded: true }),
    mood: metric('Mood', '', { resolution: 0.001, limits: { min: -1, max: 1 }, minimumPeople: 10 }),
  },
  cells: [
    { cell: 'pump', name: 'Pump', sensors: ['temperature', 'humidity'] },
    { cell: 'bed-1', name: 'First bed', sensors: ['temperature', 'humidity'] },
    { cell: 'bed-2', name: 'Second bed', sensors: ['temperature', 'humidity'] },
    { cell: 'house', name: 'House', sensors: ['temperature', 'mood', 'setpoint'] },
  ],
  edges: [
    { from: 'pump', to: 'bed-1', lagSeconds: 60 },
    { from: 'pump', to: 'bed-2', lagSeconds: 120 },
  ],
} satisfies SiteFile

export const garden = Site.parse(gardenFile)

/** The site's cells by name, as the pipeline sees them. */
export function cellsOf(site: Site): ReadonlyMap<string, Cell> {
  const resolved = resolveSite(site)
  if (resolved.kind === 'refused')
    throw new Error(`The test's site is wrong: ${resolved.problems[0]?.message}`)
  return new Map(resolved.cells.map((cell) => [cell.cell, cell]))
}

export function gardenCell(name: string): Cell {
  const cell = cellsOf(garden).get(name)
  if (!cell) throw new Error(`The garden has no cell ${name}.`)
  return cell
}

export function gardenSensor(cell: string, name: string): Sensor {
  const sensor = gardenCell(cell).sensors.find((candidate) => candidate.sensor === name)
  if (!sensor) throw new Error(`The garden's ${cell} has no sensor ${name}.`)
  return sensor
}
