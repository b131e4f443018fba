import type { Latest, SensorStatus, SensorSummary } from '#domain/api/sites.ts'
import { describeLearning } from '#domain/detect/describe-learning.ts'
import { standsForPeople } from '#domain/may-be-peoples.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { intervalsUntilSilent } from '#domain/watch-silence.ts'
import type { RegisteredSite } from '#store/sites.ts'
import type { TelemetryStore } from '#store/store.ts'
import { readTiles, type Tile } from '#store/tiles.ts'
import { type Corrections, correctedValue, correctionsFor } from './correct-people.ts'
import type { Ports } from './ports.ts'

export interface SensorNow {
  readonly sensor: SensorSummary
  readonly latest: Latest
  /** When its cell last changed, by the writer's clock. */
  readonly changedAt: number
}

export async function readSensorsNow(
  { store, now }: Ports,
  site: RegisteredSite,
): Promise<SensorNow[]> {
  const tiles = new Map((await readTiles(store, site.site.site)).map((tile) => [tile.cell, tile]))
  const corrections = await correctionsOfNewest(store, site, tiles)
  return site.cells.flatMap((cell) =>
    cell.sensors.map((sensor) => ({
      sensor: summariseSensor(sensor, cell),
      latest: correctLatest(latestOf(sensor, tiles.get(cell.cell), now()), sensor, corrections),
      changedAt: tiles.get(cell.cell)?.changedAt ?? 0,
    })),
  )
}

function summariseSensor(sensor: Sensor, cell: Cell): SensorSummary {
  return {
    key: sensor.key,
    site: sensor.site,
    cell: sensor.cell,
    cellName: cell.name,
    sensor: sensor.sensor,
    name: sensor.name,
    metric: sensor.metric,
    unit: sensor.unit,
    resolution: sensor.resolution,
    limits: { min: sensor.min, max: sensor.max },
    expectedIntervalSeconds: sensor.expectedIntervalSeconds,
    feed: cell.feed,
    minimumPeople: sensor.minimumPeople,
  }
}

type Glance = Tile['sensors'][string]

function latestOf(sensor: Sensor, tile: Tile | undefined, now: number): Latest {
  const glance = tile?.sensors[sensor.sensor]
  if (!glance || glance.at === null) return neverReported(sensor.key)
  const { at, value, expected, low, high, score, flag, learned } = glance
  return {
    key: sensor.key,
    status: statusOf(glance, glance.at, sensor, now),
    at,
    value,
    expected,
    low,
    high,
    score,
    flag,
    learned,
    learning: sensor.commanded ? null : describeLearning(glance),
  }
}

/** As far back as the oldest of people's newest readings: a cell may have been silent for long. */
async function correctionsOfNewest(
  store: TelemetryStore,
  { cells }: RegisteredSite,
  tiles: ReadonlyMap<string, Tile>,
): Promise<Corrections> {
  const ofPeople = cells.flatMap(({ sensors }) => sensors).filter(standsForPeople)
  const times = ofPeople.flatMap(({ cell, sensor }) => tiles.get(cell)?.sensors[sensor]?.at ?? [])
  if (times.length === 0) return new Map()
  return correctionsFor(store, ofPeople, Math.min(...times), Math.max(...times))
}

/** A newest reading that was taken back, or made anew, has no verdict; one that is hidden has no value either. */
function correctLatest(latest: Latest, sensor: Sensor, corrections: Corrections): Latest {
  const aggregate = corrections.get(sensor.cell)?.get(latest.at ?? Number.NaN)
  if (!aggregate || sensor.minimumPeople === 0) return latest
  const value = correctedValue(sensor, aggregate)
  return { ...latest, value, expected: null, low: null, high: null, score: null }
}

function neverReported(key: string): Latest {
  return {
    key,
    status: 'never-reported',
    at: null,
    value: null,
    expected: null,
    low: null,
    high: null,
    score: null,
    flag: 9,
    learned: 0,
    learning: null,
  }
}

function statusOf(glance: Glance, at: number, sensor: Sensor, now: number): SensorStatus {
  // What told by itself is due again; what a replay told of may have been all there is.
  if (now - at > intervalsUntilSilent * sensor.expectedIntervalSeconds * 1000)
    return glance.live ? (glance.absence ?? 'late') : 'recorded'
  if (glance.anomalous) return 'anomalous'
  return glance.score === null && !sensor.commanded ? 'learning' : 'ok'
}
