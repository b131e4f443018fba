import { type Anomaly, anomalyId, courseName } from './anomaly.ts'
import type { Contributor } from './detect/cell-detector.ts'
import { advanceEpisode, type EpisodePolicy } from './episode.ts'
import { countReal, expectedBy } from './lessons/lesson.ts'
import { moreWatchful, ruleFor, severityOf } from './policies/apply-policy.ts'
import type { Sensor } from './sensor.ts'
import {
  type Courses,
  calm,
  isCalm,
  type SensorState,
  type Watch,
  type WatchState,
  withCourse,
} from './sensor-state.ts'
import { type Severity, worseSeverity } from './severity.ts'
import { watchPolicies } from './watch-policies.ts'

/** One look at a sensor: what was seen, what was expected, and how it would be told. */
export interface Sighting {
  readonly detector: string
  readonly detectorVersion: number
  readonly at: number
  readonly score: number
  readonly value: number
  readonly expected: number
  readonly low: number
  readonly high: number
  readonly severity: Severity
  /** When it began, where the detector knows better than the first surprising reading. */
  readonly onset?: number
  readonly frame: string
  readonly trouble?: string
  /** Whose word decided it: policies, and a lesson. */
  readonly policy?: readonly string[]
  readonly expectedBy?: { readonly lesson: string; readonly by: string }
  readonly contributors?: readonly Contributor[]
  /** When it is told and calm again, where that depends on what is known. */
  readonly usual?: EpisodePolicy
  /** Whether a worse severity than before is news of its own. */
  readonly escalates?: boolean
  reason(): string
}

export interface WatchStep {
  readonly state: SensorState
  /** New states of anomalies that others must hear of. */
  readonly told: readonly Anomaly[]
}

/** What a lesson lets pass has a course of its own: kept, counted, and in no incident. */
const courseOf = { surprise: 'expected', 'flat-line': 'rest', silence: 'absence' } as const

export function watchSensor(
  state: SensorState,
  watch: Watch,
  sensor: Sensor,
  sighting: Sighting,
): WatchStep {
  const before = state.watches[watch]
  const base = sighting.usual ?? watchPolicies[watch]
  const heard = hearInstructions(sensor, base, sighting)
  const { after, told } = advanceWatch(before, heard.policy, sensor, heard.sighting)
  const watched =
    after === before ? state : { ...state, watches: { ...state.watches, [watch]: after } }
  const aside = watchExpected(watched, courseOf[watch], heard, sensor, sighting)
  return { state: aside.state, told: told ? [told, ...aside.told] : aside.told }
}

const nothing: readonly Anomaly[] = []

function watchExpected(
  state: SensorState,
  name: keyof Courses,
  { policy, expected }: Heard,
  sensor: Sensor,
  sighting: Sighting,
): WatchStep {
  const before = state.courses?.[name] ?? calm
  if (isCalm(before) && expected === null) return { state, told: nothing }
  const counted = expected ?? { ...sighting, score: 0 }
  const { after, told } = advanceWatch(before, policy, sensor, counted)
  return { state: withCourse(state, name, after), told: told ? [told] : nothing }
}

export interface Heard {
  readonly policy: EpisodePolicy
  /** As it counts for what is told: nothing where a lesson lets it pass, or a policy turned the detector off. */
  readonly sighting: Sighting
  /** As it counts for what is let pass. */
  readonly expected: Sighting | null
}

/** What people said of such a thing: policies first, then lessons. Where nobody did, all stays as it is. */
export function hearInstructions(sensor: Sensor, base: EpisodePolicy, sighting: Sighting): Heard {
  if (!sensor.instructions) return { policy: base, sighting, expected: null }
  const { lessons } = sensor.instructions
  const rule = ruleFor(sensor, sighting.detector, base, sighting.at)
  const real = countReal(lessons, sighting)
  const policy = moreWatchful(rule.policy, real)
  const isAsked = rule.isAsked || real > 0
  const severity = severityOf(rule.severity, sighting.score, sighting.severity, isAsked)
  const ruled = {
    ...sighting,
    severity,
    ...(rule.sources.length > 0 ? { policy: rule.sources } : {}),
  }
  const untold = { ...ruled, score: 0 }
  if (!rule.enabled) return { policy, sighting: untold, expected: null }
  const lesson = expectedBy(lessons, sighting)
  if (!lesson) return { policy, sighting: ruled, expected: null }
  const expected = { ...ruled, expectedBy: { lesson: lesson.lesson, by: lesson.by } }
  return { policy, sighting: untold, expected }
}

/** The course of one anomaly, whoever keeps its state. */
export function advanceWatch(
  before: WatchState,
  policy: EpisodePolicy,
  sensor: Sensor,
  sighting: Sighting,
): { readonly after: WatchState; readonly told: Anomaly | null } {
  const { episode, event } = advanceEpisode(before.episode, sighting.at, sighting.score, policy)
  if (event === null && episode === before.episode) return { after: before, told: null }
  const anomaly = nextAnomaly(before.anomaly, event, sensor, sighting, policy, episode)
  const cleared = event === 'cleared'
  const isNews = event === 'detected' || cleared || anomaly?.worsened !== before.anomaly?.worsened
  return {
    after: { episode, anomaly: cleared ? null : anomaly },
    told: isNews ? anomaly : null,
  }
}

function nextAnomaly(
  before: Anomaly | null,
  event: ReturnType<typeof advanceEpisode>['event'],
  sensor: Sensor,
  sighting: Sighting,
  policy: EpisodePolicy,
  episode: WatchState['episode'],
): Anomaly | null {
  if (event === 'detected' && episode.state === 'detected')
    return describeAnomaly(sensor, sighting, policy, sighting.onset ?? episode.onset)
  if (before === null) return null
  if (event === 'cleared') return { ...before, state: 'cleared', clearedAt: sighting.at }
  if (event === 'continued')
    return stepUp(worsened({ ...before, lastAt: sighting.at }, sighting), sighting)
  return before
}

/** What has become worse is told once more, and since when. */
function stepUp(anomaly: Anomaly, sighting: Sighting): Anomaly {
  const { at, severity, escalates } = sighting
  if (!escalates || worseSeverity(anomaly.severity, severity) === anomaly.severity) return anomaly
  return { ...anomaly, severity, worsened: { at, reason: sighting.reason() } }
}

/** The anomaly shows its strongest reading. */
function worsened(anomaly: Anomaly, sighting: Sighting): Anomaly {
  if (sighting.score <= anomaly.score) return anomaly
  const { score, value, expected, low, high } = sighting
  const strongest = { ...anomaly, score, value, expected, low, high, reason: sighting.reason() }
  return { ...strongest, ...namesOf(sighting) }
}

function describeAnomaly(
  sensor: Sensor,
  sighting: Sighting,
  policy: EpisodePolicy,
  onset: number,
): Anomaly {
  return {
    schemaVersion: 1,
    id: anomalyId(
      sensor.key,
      onset,
      courseName(sighting.detector, sighting.expectedBy !== undefined),
    ),
    detector: sighting.detector,
    detectorVersion: sighting.detectorVersion,
    sensor: sensor.key,
    site: sensor.site,
    cell: sensor.cell,
    metric: sensor.metric,
    label: sensor.label,
    unit: sensor.unit,
    severity: sighting.severity,
    state: 'detected',
    onset,
    detectedAt: sighting.at,
    lastAt: sighting.at,
    value: sighting.value,
    expected: sighting.expected,
    low: sighting.low,
    high: sighting.high,
    score: sighting.score,
    threshold: policy.sustained,
    reason: sighting.reason(),
    frame: sighting.frame,
    ...namesOf(sighting),
  }
}

function namesOf({ trouble, contributors, policy, expectedBy: lesson }: Sighting) {
  return {
    ...(trouble === undefined ? {} : { trouble }),
    ...(contributors === undefined ? {} : { contributors: [...contributors] }),
    ...(policy === undefined ? {} : { policy: [...policy] }),
    ...(lesson === undefined ? {} : { expectedBy: lesson }),
  }
}
