import { detectorNames } from '#domain/detect/detector-names.ts'
import { type KnownNames, listNames } from '#domain/known-names.ts'
import { Severity } from '#domain/severity.ts'
import { fitsOne } from './match-incident.ts'
import type { Matcher } from './silence.ts'

/** What would hide nothing, without a word. What is yet to come may be silenced before it is there: by a star. */
export function matcherProblems(matchers: readonly Matcher[], known: KnownNames): string[] {
  return matchers.flatMap(({ field, is }) =>
    is.flatMap((name) => {
      const problem = problemOf(field, name, known)
      return problem === null ? [] : [problem]
    }),
  )
}

function problemOf(field: Matcher['field'], name: string, known: KnownNames): string | null {
  switch (field) {
    case 'severity':
      return fitsAny(name, Severity.options) ? null : unknown(field, name, Severity.options)
    case 'detector':
      return fitsAny(name, detectorNames) ? null : unknown(field, name, detectorNames)
    case 'site':
    case 'cell':
    case 'metric':
      return nameProblem(field, name, known[field])
    // Its ids are copied, and never typed.
    case 'incident':
      return null
  }
}

function fitsAny(pattern: string, names: readonly string[]): boolean {
  return names.some((name) => fitsOne([pattern], name))
}

function unknown(field: string, name: string, names: Iterable<string>): string {
  return `no ${field} is named "${name}"; there is ${listNames(names)}`
}

function nameProblem(field: string, name: string, known: ReadonlySet<string>): string | null {
  if (!/^[a-z0-9*-]+$/.test(name))
    return `no ${field} can be named "${name}"; names have lower-case letters, digits and dashes, and * stands for any of them`
  if (name.includes('*') || known.has(name)) return null
  return `${unknown(field, name, known)}; correct the name, or write "${name}*" for what is yet to come`
}
