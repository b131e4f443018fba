import type { EpisodePolicy } from '#domain/episode.ts'
import type { Row } from '#domain/reading.ts'
import type { Sensor } from '#domain/sensor.ts'
import { calm, isCalm, type SensorState, withCourse } from '#domain/sensor-state.ts'
import { advanceWatch, type WatchStep } from '#domain/watch-sensor.ts'
import { formatClock, formatDuration, formatValue } from '#domain/words.ts'
import { periodAt } from './apply-policy.ts'
import type { PolicySettings } from './policy.ts'
import type { PolicyPeriod } from './resolve-policy.ts'

export const limitName = 'limit'

/** Beyond a limit is a fact and no surprise; between its two bounds what was told goes on, and nothing begins. */
const beyond = 6
const between = 0.5
const edge: EpisodePolicy = {
  immediate: 1,
  sustained: 1,
  holdReadings: 1,
  calm: 0.25,
  calmMilliseconds: 0,
}

/** The plain rules of the policies, beside whatever else looks at the sensor. */
export function watchLimits(
  state: SensorState,
  row: Row,
  sensor: Sensor,
  frame: string,
): WatchStep {
  const period = periodAt(sensor, row.at)
  const before = state.courses?.limit ?? calm
  const settings = limitSettings(period?.settings ?? {})
  if (isCalm(before) && !settings.above && !settings.below) return { state, told: [] }
  const low = settings.below?.tell ?? sensor.min
  const high = settings.above?.tell ?? sensor.max
  const { after, told } = advanceWatch(before, policyOf(settings), sensor, {
    detector: limitName,
    detectorVersion: 1,
    at: row.at,
    score: scoreOf(row.value, settings),
    value: row.value,
    expected: row.expected ?? Math.min(Math.max(row.value, low), high),
    low,
    high,
    severity: typeof settings.severity === 'string' ? settings.severity : 'major',
    frame,
    trouble: `${sensor.label} beyond its limit`,
    ...(period ? { policy: period.sources } : {}),
    reason: () => reasonOf(row, settings, period, sensor),
  })
  return { state: withCourse(state, 'limit', after), told: told ? [told] : [] }
}

type LimitSettings = Pick<
  PolicySettings,
  'above' | 'below' | 'enabled' | 'severity' | 'minimumDurationSeconds'
>

function limitSettings({ detectors = {}, ...general }: PolicySettings): LimitSettings {
  const own: LimitSettings = { ...general, ...detectors[limitName] }
  return own.enabled === false ? {} : own
}

function policyOf({ minimumDurationSeconds = 0 }: LimitSettings): EpisodePolicy {
  return { ...edge, minimumMilliseconds: minimumDurationSeconds * 1000 }
}

function scoreOf(value: number, { above, below }: LimitSettings): number {
  if ((above && value > above.tell) || (below && value < below.tell)) return beyond
  if ((above && value > above.recover) || (below && value < below.recover)) return between
  return 0
}

function reasonOf(
  { at, value }: Row,
  { above, below, minimumDurationSeconds = 0 }: LimitSettings,
  period: PolicyPeriod | undefined,
  { name, resolution, unit }: Sensor,
): string {
  const isHigh = above !== undefined && value > above.tell
  const limit = isHigh ? above.tell : (below?.tell ?? value)
  const held =
    minimumDurationSeconds > 0 ? `, for ${formatDuration(minimumDurationSeconds * 1000)}` : ''
  const seen = formatValue(value, resolution, unit)
  const allowed = formatValue(limit, resolution, unit)
  return `${name} ${seen} at ${formatClock(at)}${held}; by policy ${period?.sources.join(' and ') ?? ''} ${isHigh ? 'at most' : 'at least'} ${allowed}.`
}
