import type { EpisodePolicy } from '#domain/episode.ts'
import type { Sensor } from '#domain/sensor.ts'
import type { Severity } from '#domain/severity.ts'
import type { DetectorSettings, PolicySettings } from './policy.ts'
import type { PolicyPeriod } from './resolve-policy.ts'
import { toldByTime } from './told-by-time.ts'

/** How one detector's scores become an anomaly, once the policies have been heard. */
export interface Rule {
  readonly enabled: boolean
  readonly policy: EpisodePolicy
  readonly severity: DetectorSettings['severity']
  /** Whether somebody said from when on they want to be told. */
  readonly isAsked: boolean
  readonly sources: readonly string[]
}

/** The period a moment of event time falls into; undefined where no policy says anything. */
export function periodAt(sensor: Sensor, at: number): PolicyPeriod | undefined {
  return sensor.instructions?.policies.findLast(({ from }) => from <= at)
}

export function ruleFor(sensor: Sensor, detector: string, base: EpisodePolicy, at: number): Rule {
  const period = periodAt(sensor, at)
  if (!period) return unruled(base)
  const settings = settingsFor(period.settings, detector)
  return {
    enabled: settings.enabled ?? true,
    policy: applySettings(base, settings),
    severity: settings.severity,
    isAsked: settings.tellAt !== undefined,
    sources: period.sources,
  }
}

function unruled(policy: EpisodePolicy): Rule {
  return { enabled: true, policy, severity: undefined, isAsked: false, sources: [] }
}

function settingsFor(settings: PolicySettings, detector: string): DetectorSettings {
  const own = settings.detectors?.[detector] ?? {}
  // What is off for all is off; how surprising it must be says nothing to a detector that goes by time.
  if (toldByTime.has(detector)) return { enabled: own.enabled ?? settings.enabled }
  const { enabled, tellAt, recoverAt, minimumDurationSeconds, severity } = settings
  return { enabled, tellAt, recoverAt, minimumDurationSeconds, severity, ...own }
}

function applySettings(base: EpisodePolicy, settings: DetectorSettings): EpisodePolicy {
  const { tellAt, recoverAt, minimumDurationSeconds } = settings
  const sustained = tellAt === undefined ? base.sustained : Math.log10(tellAt)
  const calm = recoverAt === undefined ? base.calm : Math.log10(recoverAt)
  return {
    ...base,
    immediate: sustained + (base.immediate - base.sustained),
    sustained,
    calm: belowOf(calm, sustained, base),
    ...(minimumDurationSeconds === undefined
      ? {}
      : { minimumMilliseconds: minimumDurationSeconds * 1000 }),
  }
}

/** Two policies may each say one bound; where they cross, calm is as far below as it usually is, so nothing flaps. */
function belowOf(calm: number, sustained: number, base: EpisodePolicy): number {
  if (sustained === base.sustained && calm === base.calm) return calm
  return calm < sustained ? calm : sustained * calmShareOf(base)
}

/** Where a detector knows too little to tell the two apart, a quarter of its decades lies between them. */
const mostCalmShare = 0.75

function calmShareOf({ calm, sustained }: EpisodePolicy): number {
  return Math.min(mostCalmShare, calm / sustained)
}

/** Half a decade: told three times as readily. Two lessons may do it, or one "real" would mean an alarm a day. */
const decadesPerLesson = 0.5
const mostDecades = 1
/** One in a hundred happens daily even at a quarter of an hour's pace: never below this. */
const leastSustained = 2

/** More readily told, by the number of lessons that say so. */
export function moreWatchful(policy: EpisodePolicy, lessons: number): EpisodePolicy {
  if (lessons === 0) return policy
  const wanted = policy.sustained - Math.min(mostDecades, lessons * decadesPerLesson)
  const sustained = Math.min(policy.sustained, Math.max(leastSustained, wanted))
  const lowered = policy.sustained - sustained
  const calm = Math.min(policy.calm, sustained * calmShareOf(policy))
  return { ...policy, immediate: policy.immediate - lowered, sustained, calm }
}

/**
 * A note calls nobody, and a policy that only says how grave all is makes no alarm of it;
 * where somebody asked to be told of the like, it calls.
 */
export function severityOf(
  wanted: DetectorSettings['severity'],
  score: number,
  usual: Severity,
  isAsked: boolean,
): Severity {
  const least = isAsked && usual === 'info' ? 'warning' : usual
  if (wanted === undefined) return least
  if (typeof wanted === 'string') return least === 'info' ? least : wanted
  const reached = wanted.filter(({ from }) => score >= Math.log10(from))
  return reached.toSorted((a, b) => a.from - b.from).at(-1)?.severity ?? least
}
