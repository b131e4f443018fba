import { RequestProblem } from './problems.ts'

/** An incident's version as If-Match says it, by its number or by the etag of an answer: "7", "7.x3Fa"; nothing where any will do. */
export function readExpectedVersion(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const version = /^\s*(?:W\/)?"?(\d{1,9})(?:\.[\w-]{1,40})?"?\s*$/.exec(header)?.[1]
  if (version === undefined)
    throw new RequestProblem(
      400,
      'Bad request',
      `If-Match is ${header.slice(0, 80)}; send the etag of the incident or its version in quotes, as in "7", or leave it out.`,
    )
  return Number(version)
}

export function checkVersion(what: string, found: number, expects: number | undefined): void {
  if (expects === undefined || expects === found) return
  throw changedSince(what, `it is at version ${found}, not at ${expects} as If-Match says`)
}

export function changedSince(what: string, how: string): RequestProblem {
  return new RequestProblem(412, 'Changed since', `${what}: ${how}; look at it again, then decide.`)
}
