import type { Sensor } from './sensor.ts'

/** Whether a reading may tell of people: by its sensor, by its own word, or because nobody knows what it is. */
export function mayBePeoples(candidate: unknown, sensors: ReadonlyMap<string, Sensor>): boolean {
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate))
    return [...sensors.values()].some(standsForPeople)
  const { sensor: name, people } = candidate as Readonly<Record<'sensor' | 'people', unknown>>
  const sensor = typeof name === 'string' ? sensors.get(name) : undefined
  return sensor === undefined || people !== undefined || standsForPeople(sensor)
}

export function standsForPeople({ minimumPeople }: Sensor): boolean {
  return minimumPeople > 0
}
