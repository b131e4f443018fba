import { agreement } from './agreement.ts'
import { leastPeople, type SelfReport } from './self-report.ts'

/** What may be told of a cell's window; of fewer than k people, that they are fewer and nothing else. */
export type WindowAggregate =
  | { readonly kind: 'hidden' }
  | {
      readonly kind: 'shown'
      readonly people: number
      readonly valence: number
      readonly arousal: number
      /** How far people are from their mean, on either scale: root mean square. */
      readonly variety: number
      /** Van der Eijk's A of seven answers. How many gave each is told nobody: it may be one. */
      readonly agreement: number
      /** Share of the variance of valence that lies between groups beyond chance, so that chance alone is about 0; null where groups are too small to say. */
      readonly division: number | null
    }

/** Seven answers, as most scales of feelings have: neighbours are told apart, and each has people in it. */
const answers = 7

/** One voice a person: who reports twice in a window is heard by the later report. The order they came in is nothing. */
export function aggregateReports(reports: readonly SelfReport[]): WindowAggregate {
  const voices = voicesOf(reports)
  const people = voices.length
  if (people < leastPeople) return { kind: 'hidden' }
  const valence = mean(voices, ofValence)
  const arousal = mean(voices, ofArousal)
  const spread = variance(voices, ofValence, valence)
  return {
    kind: 'shown',
    people,
    valence,
    arousal,
    variety: Math.sqrt((spread + variance(voices, ofArousal, arousal)) / 2),
    agreement: agreement(histogramOf(voices)),
    division: divisionOf(voices, valence, spread),
  }
}

function voicesOf(reports: readonly SelfReport[]): SelfReport[] {
  const bySubject = new Map<string, SelfReport>()
  for (const report of reports) {
    const known = bySubject.get(report.subject)
    if (!known || isLater(report, known)) bySubject.set(report.subject, report)
  }
  // Sums of the same numbers in another order differ in their last bit.
  return [...bySubject.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1))
}

/** Of two at the same moment the brighter, then the livelier one counts: any rule, but always the same. */
function isLater(report: SelfReport, known: SelfReport): boolean {
  if (report.at !== known.at) return report.at > known.at
  if (report.valence !== known.valence) return report.valence > known.valence
  return report.arousal > known.arousal
}

const ofValence = ({ valence }: SelfReport) => valence
const ofArousal = ({ arousal }: SelfReport) => arousal

function mean(voices: readonly SelfReport[], of: (voice: SelfReport) => number): number {
  let sum = 0
  for (const voice of voices) sum += of(voice)
  return sum / voices.length
}

function variance(
  voices: readonly SelfReport[],
  of: (voice: SelfReport) => number,
  center: number,
): number {
  let sum = 0
  for (const voice of voices) sum += (of(voice) - center) ** 2
  return sum / voices.length
}

function histogramOf(voices: readonly SelfReport[]): number[] {
  const histogram = new Array<number>(answers).fill(0)
  for (const { valence } of voices) {
    const bin = Math.min(answers - 1, Math.floor(((valence + 1) / 2) * answers))
    histogram[bin] = (histogram[bin] ?? 0) + 1
  }
  return histogram
}

/**
 * Groups of fewer than k people speak together as one. If even those are too few, the smallest of the others
 * joins them, or the few could be told by taking the others from the whole.
 */
function divisionOf(voices: readonly SelfReport[], center: number, spread: number): number | null {
  const groups = sizeableGroups(voices)
  if (groups.length < 2) return null
  if (spread === 0) return 0
  let between = 0
  for (const group of groups) between += group.length * (mean(group, ofValence) - center) ** 2
  const share = between / voices.length / spread
  // Kelley's epsilon squared: groups of few differ by chance, and that much is taken off.
  const chance = (voices.length - 1) / (voices.length - groups.length)
  return 1 - (1 - share) * chance
}

function sizeableGroups(voices: readonly SelfReport[]): SelfReport[][] {
  const byName = new Map<string, SelfReport[]>()
  for (const voice of voices) {
    const name = voice.group ?? ''
    const known = byName.get(name)
    if (known) known.push(voice)
    else byName.set(name, [voice])
  }
  const groups = [...byName.entries()].sort(byNameOnly).map(([, group]) => group)
  const large = groups
    .filter(({ length }) => length >= leastPeople)
    .sort((a, b) => b.length - a.length)
  const rest = groups.filter(({ length }) => length < leastPeople).flat()
  if (rest.length === 0) return large
  if (rest.length < leastPeople) rest.push(...(large.pop() ?? []))
  return [...large, rest]
}

function byNameOnly([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}
