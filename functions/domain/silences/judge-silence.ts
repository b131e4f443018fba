import type { Silence } from './silence.ts'
import { nextWindows } from './silence-windows.ts'

export interface SilenceRules {
  readonly longestDays: number
  /** Of one that recurs: maintenance is planned a year ahead, and looked at again after that. */
  readonly longestRecurringDays: number
}

export const usualSilenceRules: SilenceRules = { longestDays: 7, longestRecurringDays: 400 }

const day = 86_400_000

/** What is wrong with a silence that somebody wants, with the remedy. */
export function silenceProblems(
  silence: Pick<Silence, 'matchers' | 'from' | 'until' | 'recurring'>,
  now: number,
  rules: SilenceRules,
): string[] {
  const { from, until, recurring } = silence
  const [begin, end] = [sayTime(from), sayTime(until)]
  if (until <= from) return [`until ${end} is not after from ${begin}; give a later end`]
  if (until <= now)
    return [`until ${end} has passed, it is ${sayTime(now)}; give an end that is to come`]
  const longest = recurring ? rules.longestRecurringDays : rules.longestDays
  const problems = [...repeatedFields(silence.matchers)]
  if (until - from > longest * day)
    problems.push(
      `${begin} to ${end} is longer than the ${longest} days that a ${recurring ? 'recurring silence' : 'silence'} may last; end it by ${sayTime(from + longest * day)}${recurring ? '' : ', or let it recur'}`,
    )
  else if (nextWindows({ ...unnamed, ...silence }, Math.max(now, from), 1).length === 0)
    problems.push(
      `it recurs on ${recurring?.days.join(', ')}, which does not come between ${begin} and ${end}; give other days or a later end`,
    )
  return problems
}

const unnamed = {
  schemaVersion: 1,
  id: '',
  version: 1,
  by: '',
  comment: '',
  at: 0,
  ended: null,
} as const

function repeatedFields(matchers: Silence['matchers']): string[] {
  const fields = matchers.map(({ field }) => field)
  return [...new Set(fields.filter((field, index) => fields.indexOf(field) !== index))].map(
    (field) =>
      `${field} is named twice, and all matchers must fit; put what it may be into one list`,
  )
}

function sayTime(at: number): string {
  return new Date(at).toISOString()
}
