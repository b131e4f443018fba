import type { Problem } from '#domain/api/problem.ts'
import type { Route } from '#domain/api/route.ts'

export class ApiError extends Error {
  readonly problem: Problem

  constructor(route: Route, url: string, problem: Problem) {
    super(`${route.method.toUpperCase()} ${url} answered ${problem.status}: ${problem.detail}`)
    this.name = 'ApiError'
    this.problem = problem
  }
}
