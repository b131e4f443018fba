import { RequestProblem } from './problems.ts'

/** Whoever compresses an answer on its way weakens its tag; it is of the same version. */
const versionTag = /^(?:W\/)?"?(\d{1,9})(?:\.[\w-]{1,40})?"?$/

/** Versions of an incident as If-Match lists them, by number or by the etag of an answer: "7", "7.x3Fa"; nothing where any will do. */
export function readExpectedVersions(header: string | undefined): readonly number[] | undefined {
  if (header === undefined || header.trim() === '*') return undefined
  const tags = header.split(',').map((tag) => tag.trim())
  const versions = tags.filter(Boolean).map((tag) => versionTag.exec(tag)?.[1])
  if (versions.length === 0 || versions.includes(undefined))
    throw new RequestProblem(
      400,
      'Bad request',
      `If-Match is ${header.slice(0, 80)}; send the etag of the incident or its version in quotes, as in "7", several with commas between them, or leave it out.`,
    )
  return versions.map(Number)
}

export function checkVersion(
  what: string,
  found: number,
  expects: readonly number[] | undefined,
): void {
  if (expects === undefined || expects.includes(found)) return
  throw changedSince(
    what,
    `it is at version ${found}, not at ${expects.join(' or ')} as If-Match says`,
  )
}

export function changedSince(what: string, how: string): RequestProblem {
  return new RequestProblem(412, 'Changed since', `${what}: ${how}; look at it again, then decide.`)
}
