import type { Series, SeriesPoint } from '#domain/api/series.ts'
import type { Latest, SensorSummary } from '#domain/api/sites.ts'
import type { World } from './dashboard-world.ts'

const day = 86_400_000

/** Sensors with something to say besides their values. */
const learning = 'linden-quarter.cell-5.'
const silent = 'linden-quarter.cell-3.light'
const neverReported = 'old-mill.cell-7.ph'
const tooFewPeople = 'linden-quarter.cell-4.mood'
const gapOf = 'old-mill.cell-1.soil-moisture'

function noise(seed: number): number {
  const x = Math.sin(seed * 12.9898) * 43_758.5453
  return x - Math.floor(x) - 0.5
}

function hash(text: string): number {
  let sum = 7
  for (const char of text) sum = (sum * 31 + char.charCodeAt(0)) % 9_973
  return sum
}

/** The middle of what is usual and its spread, chosen to look like the metric. */
const usual: Record<string, [middle: number, swing: number]> = {
  'air-temperature': [21.4, 2.2],
  humidity: [54, 6],
  co2: [560, 90],
  light: [1_800, 1_500],
  'spore-density': [420, 60],
  'spore-calibration': [100, 0.8],
  'temperature-setpoint': [21, 1],
  'conditioning-power': [12, 22],
  'mood-valence': [0.32, 0.14],
  'mood-arousal': [0.08, 0.12],
  'soil-moisture': [34, 2.4],
  'electrical-conductivity': [1.62, 0.12],
  ph: [6.4, 0.1],
  nitrate: [84, 9],
  phosphate: [12.5, 1.1],
  'dissolved-oxygen': [7.2, 0.5],
  'symbiogen-activity': [71, 8],
}

function pointAt(world: World, sensor: SensorSummary, at: number): SeriesPoint {
  const [middle, swing] = usual[sensor.metric] ?? [50, 5]
  const phase = (hash(sensor.cell) % 5) / 10
  const expected = middle + swing * Math.sin(((at % day) / day) * 2 * Math.PI - 1 + phase)
  const spread = swing * 0.5
  const anomaly = world.anomalies.get(sensor.key)?.find(({ onset }) => at >= onset)
  const drift = anomaly ? driftOf(at - anomaly.onset, anomaly.value - anomaly.expected) : 0
  const wander = noise(Math.floor(at / 1_000) + hash(sensor.key)) * spread * 1.1
  const value = Math.min(sensor.limits.max, Math.max(sensor.limits.min, expected + wander + drift))
  const rounded = Math.round(value / sensor.resolution) * sensor.resolution
  if (isLearning(sensor.key)) return [at, rounded, null, null, null, null, 2]
  const score = Math.abs(value - expected) < spread ? Math.abs(wander / spread) * 1.5 : 7.4
  const flag = anomaly ? 3 : 1
  return [at, rounded, expected, expected - spread, expected + spread, score, flag]
}

function driftOf(sinceOnset: number, size: number): number {
  return size * Math.min(1, sinceOnset / 720_000)
}

const learningWords = 'learning: 62 %, daily cycle not yet known'
const isLearning = (key: string) => key.startsWith(learning)

function isSilentBetween(world: World, key: string, at: number): boolean {
  const ago = world.start - at
  return key === gapOf && ago > 130 * 60_000 && ago < 155 * 60_000
}

export function latestAt(world: World, sensor: SensorSummary, now: number): Latest {
  const { key } = sensor
  const none = {
    value: null,
    expected: null,
    low: null,
    high: null,
    score: null,
    learned: 0,
    learning: null,
  }
  if (key === neverReported || key.startsWith(tooFewPeople))
    return { key, status: 'never-reported', at: null, ...none, flag: 9 }
  const interval = sensor.expectedIntervalSeconds * 1_000
  const lastAt = key === silent ? world.start - 660_000 : Math.floor(now / interval) * interval
  const [at, value, expected, low, high, score, flag] = pointAt(world, sensor, lastAt)
  const known = { learned: 1, learning: null, flag: flag as Latest['flag'] }
  const judged = { key, at, value, expected, low, high, score, ...known }
  if (key === silent) return { ...judged, status: 'late' }
  if (isLearning(key))
    return { ...judged, status: 'learning', learned: 0.62, learning: learningWords }
  return { ...judged, status: world.anomalies.has(key) ? 'anomalous' : 'ok' }
}

export function seriesOf(
  world: World,
  sensor: SensorSummary,
  query: { from: number; to: number; maxPoints: number },
  now: number,
): Series {
  const interval = sensor.expectedIntervalSeconds * 1_000
  const end = Math.min(query.to, latestAt(world, sensor, now).at ?? 0)
  const readings = Math.max(0, Math.floor((end - query.from) / interval))
  const step = interval * Math.max(1, Math.ceil(readings / query.maxPoints))
  const points: SeriesPoint[] = []
  for (let at = Math.ceil(query.from / step) * step; at <= end; at += step) {
    const isGap = isSilentBetween(world, sensor.key, at)
    points.push(isGap ? [at, null, null, null, null, null, 9] : pointAt(world, sensor, at))
  }
  return {
    ...{ key: sensor.key, from: query.from, to: query.to, readings, points },
    method: step === interval ? 'raw' : 'min-max',
    resolutionSeconds: step / 1_000,
    anomalies: [...(world.anomalies.get(sensor.key) ?? [])].filter(
      ({ onset, lastAt }) => onset <= query.to && lastAt >= query.from,
    ),
  }
}
