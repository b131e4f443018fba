import { aggregateReports, type WindowAggregate } from '#domain/people/aggregate-reports.ts'
import type { SelfReport } from '#domain/people/self-report.ts'
import { clamp } from '#simulators/feeds/noise/exact-math.ts'
import { gaussian, uniform } from '#simulators/feeds/noise/hash.ts'
import type { Mood } from './mood.ts'
import type { Person } from './population.ts'

export const windowSeconds = 300

/** One closed window: what each said, and what may be told of it. */
export interface PeopleWindow {
  readonly reports: readonly SelfReport[]
  readonly told: WindowAggregate
}

export const silentWindow: PeopleWindow = { reports: [], told: { kind: 'hidden' } }

export interface Asked {
  /** Who would report at all: those whose consent is in force. */
  readonly people: readonly Person[]
  readonly occupancy: number
  /** 1, or less where people feel more alike than they usually do. */
  readonly variety: number
  /** How far the two groups are apart from the mean, either way. */
  readonly rift: number
}

/** People differ by about a third of the scale: 0.2 by nature, 0.26 by the moment, 0.33 together. */
const momentScatter = 0.26

export function closeWindow(mean: Mood, asked: Asked, seed: number, atSeconds: number) {
  const window = Math.floor(atSeconds / windowSeconds)
  const share = 0.5 + 0.35 * asked.occupancy + 0.15 * uniform(seed, window)
  const reports = asked.people.flatMap((person, index) =>
    uniform(person.seed, window) < share
      ? [reportOf(person, index % 2 === 0 ? 1 : -1, mean, asked, atSeconds, window)]
      : [],
  )
  return { reports, told: aggregateReports(reports) }
}

function reportOf(
  person: Person,
  side: number,
  mean: Mood,
  { variety, rift }: Asked,
  atSeconds: number,
  window: number,
): SelfReport {
  const { subject, group, seed } = person
  const moment = (purpose: number) => momentScatter * gaussian(seed ^ purpose, window)
  return {
    subject,
    // Somewhere within the window that has just closed.
    at: 1_000 * (atSeconds - 1 - (seed % (windowSeconds - 2))),
    valence: clamp(mean.valence + variety * (person.valence + moment(1)) + side * rift, -1, 1),
    arousal: clamp(mean.arousal + variety * (person.arousal + moment(2)), -1, 1),
    group,
  }
}
