import { type Anomaly, parseAnomalyId } from '#domain/anomaly.ts'
import type { CellState } from '#domain/cell-state.ts'
import type { Sensor } from '#domain/sensor.ts'
import { readAnomaly } from '#store/anomalies.ts'
import type { Ports } from './ports.ts'
import { notFound } from './problems.ts'
import { type FollowedCells, findSensor, followCell } from './read-series.ts'
import type { Registry } from './read-sites.ts'

export interface FoundAnomaly {
  readonly anomaly: Anomaly
  readonly sensor: Sensor
  /** The sensor's newest reading, in event time; null where none is known. */
  readonly newestAt: number | null
  /** The newest moment its cell knows of. */
  readonly clock: number
}

/** As strong as it is by now: what is stored of one that goes on is how it began. */
export async function findAnomaly(
  { store }: Ports,
  registry: Registry,
  followed: FollowedCells,
  id: string,
): Promise<FoundAnomaly> {
  const address = parseAnomalyId(id)
  const unknown = notFound('anomaly', id, "an incident and a sensor's series list theirs")
  if (!address) throw unknown
  const { sensor, cell } = await findSensor(registry, address.sensor)
  const stored = await readAnomaly(store, sensor.key, address.onset, address.detector)
  if (!stored) throw unknown
  const { state } = await followCell(store, followed, cell)
  const newestAt = state.sensors[sensor.sensor]?.latest?.at ?? null
  const rest = { sensor, newestAt, clock: state.clock }
  const current = anomaliesIn(state, sensor.sensor).find((one) => one.id === id)
  return { anomaly: stored.state === 'cleared' ? stored : (current ?? stored), ...rest }
}

function anomaliesIn(state: CellState, sensor: string): Anomaly[] {
  const own = state.sensors[sensor]
  const watches = [
    ...Object.values(own?.watches ?? {}),
    ...Object.values(own?.courses ?? {}),
    ...Object.values(state.cellWatches).flatMap(({ watch, expected }) => [watch, expected]),
  ]
  return watches.flatMap((watch) => watch?.anomaly ?? [])
}
