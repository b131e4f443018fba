import type { ReportedFrame, ReportedReading } from '#domain/frame.ts'
import type { WindowAggregate } from './aggregate-reports.ts'
import { windowMilliseconds } from './self-report.ts'

type Shown = Extract<WindowAggregate, { kind: 'shown' }>

/** The metrics of the people's feed, each from a window. */
export const aggregateMetrics: Readonly<Record<string, (told: Shown) => number | null>> = {
  'mood-valence': ({ valence }) => valence,
  'mood-arousal': ({ arousal }) => arousal,
  'mood-variety': ({ variety }) => variety,
  'mood-agreement': ({ agreement }) => agreement,
  'mood-division': ({ division }) => division,
}

/** Stamped where the window ends: before that nobody knew it. */
export function stampOf(window: number): number {
  return window + windowMilliseconds
}

/** What a window tells as ordinary readings, so that the pipeline knows no other way to people's moods. */
export function readingsOf(window: number, aggregate: WindowAggregate): ReportedReading[] {
  if (aggregate.kind === 'hidden') return []
  return Object.entries(aggregateMetrics).flatMap(([sensor, of]) => {
    const exact = of(aggregate)
    if (exact === null) return []
    return [{ sensor, at: stampOf(window), value: roundOff(exact), people: aggregate.people }]
  })
}

/** The same window makes the same frame, so that one sent again changes nothing. */
export function frameOf(
  { site, cell, sentAt }: { readonly site: string; readonly cell: string; readonly sentAt: number },
  window: number,
  readings: readonly ReportedReading[],
): ReportedFrame {
  return {
    schemaVersion: 1,
    frame: `reports-${cell}-${window.toString(36)}`,
    site,
    cell,
    sentAt,
    boot: 'reports',
    readings,
  }
}

/** To the resolution of the metrics: more would say more about single people than anybody needs. */
export function roundOff(value: number): number {
  return Math.round(value * 1_000) / 1_000 || 0
}
