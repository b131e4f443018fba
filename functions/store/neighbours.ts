import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type NeighbourState, noNeighbourState } from '#domain/detect/neighbours/hear-hours.ts'
import { follows, getItem, holds, keyItem, putItem, readBinary } from './items.ts'
import { telemetryKeys } from './keys.ts'
import type { TelemetryStore } from './store.ts'

/** A group of neighbours as it was last written, and how often. */
export interface SavedNeighbours {
  readonly version: number
  readonly state: NeighbourState
}

const neighboursVersion = 1

export async function loadNeighbours(
  store: TelemetryStore,
  site: string,
  group: string,
): Promise<SavedNeighbours> {
  const item = await getItem(store, store.telemetryTable, telemetryKeys.neighbours(site, group))
  if (!item) return { version: 0, state: noNeighbourState }
  const text = inflateRawSync(readBinary(item, 'data')).toString('utf8')
  return JSON.parse(text) as SavedNeighbours
}

/** False where somebody else has written the group since. */
export async function saveNeighbours(
  store: TelemetryStore,
  site: string,
  group: string,
  saved: SavedNeighbours,
): Promise<boolean> {
  const item = {
    ...keyItem(telemetryKeys.neighbours(site, group)),
    v: { N: String(neighboursVersion) },
    version: { N: String(saved.version) },
    data: { B: deflateRawSync(JSON.stringify(saved)) },
  }
  return holds(putItem(store, { table: store.telemetryTable, item }, follows(saved.version)))
}
