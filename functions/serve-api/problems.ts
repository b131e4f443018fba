import type { Problem } from '#domain/api/problem.ts'

/** A site file may be wrong in twenty thousand places; nobody mends more than these at once. */
const mostErrors = 100

/** A request that cannot be answered as asked; becomes problem+json. */
export class RequestProblem extends Error {
  readonly problem: Problem
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    title: string,
    detail: string,
    errors?: Problem['errors'],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail)
    this.name = 'RequestProblem'
    this.headers = headers
    this.problem = {
      type: 'about:blank',
      title,
      status,
      detail,
      ...(errors ? { errors: errors.slice(0, mostErrors) } : {}),
    }
  }
}

export function notFound(what: string, name: string, remedy: string): RequestProblem {
  return new RequestProblem(
    404,
    'Not found',
    `There is no ${what} "${name.slice(0, 200)}"; ${remedy}.`,
  )
}

export function badCursor(cursor: string, remedy: string): RequestProblem {
  return new RequestProblem(
    400,
    'Bad cursor',
    `cursor "${cursor.slice(0, 80)}" is none of ours, ${remedy}.`,
  )
}
