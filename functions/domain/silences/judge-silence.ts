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
  const { from, until } = silence
  const [begin, end] = [sayTime(from), sayTime(until)]
  if (until <= from) return [`until ${end} is not after from ${begin}; give a later end`]
  if (until <= now)
    return [`until ${end} has passed, it is ${sayTime(now)}; give an end that is to come`]
  const problem = timeProblem({ ...unnamed, ...silence }, now, rules)
  return [...repeatedFields(silence.matchers), ...(problem === null ? [] : [problem])]
}

function timeProblem(silence: Silence, now: number, rules: SilenceRules): string | null {
  const { from, until, recurring } = silence
  const { longestDays, longestRecurringDays } = rules
  const [begin, end] = [sayTime(from), sayTime(until)]
  const longest = recurring ? longestRecurringDays : longestDays
  if (until - from > longest * day)
    return `${begin} to ${end} is longer than the ${longest} days that a ${recurring ? 'recurring silence' : 'silence'} may last; end it by ${sayTime(from + longest * day)}${recurring ? '' : ', or let it recur'}`
  if (from - now > longestRecurringDays * day)
    return `it begins at ${begin}, more than ${longestRecurringDays} days from now; add it when it is nearer`
  if (!recurring) return null
  if (nextWindows(silence, Math.max(now, from), 1).length === 0)
    return `it recurs on ${recurring.days.join(', ')}, which does not come between ${begin} and ${end}; give other days or a later end`
  if (longestRun(silence, now, rules) > longestDays * day)
    return `its windows follow one another without a pause for more than the ${longestDays} days that a silence may last; leave days or hours between them`
  return null
}

/** The longest time without a pause; windows recur by the week, so two of them show it. */
function longestRun(silence: Silence, now: number, { longestDays }: SilenceRules): number {
  const windows = nextWindows(silence, Math.max(now, silence.from), 2 * longestDays + 2)
  let [longest, begun, last] = [0, 0, Number.NEGATIVE_INFINITY]
  for (const { from, until } of windows) {
    if (from > last) begun = from
    last = until
    longest = Math.max(longest, last - begun)
  }
  return longest
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
