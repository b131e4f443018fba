import { ApiError } from '#api-client/api-error.ts'
import { overtakenTitle } from '#domain/api/problem.ts'

/** Somebody was faster: nothing is wrong, and nothing was done. */
export const overtakenCode = 3

/** What a person at the terminal did wrong, or what stopped their command: shown without a stack. */
export class CliError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = 1, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CliError'
    this.exitCode = exitCode
  }
}

export function exitCodeOf(fault: unknown): number {
  if (fault instanceof CliError) return fault.exitCode
  return fault instanceof ApiError && fault.problem.title === overtakenTitle ? overtakenCode : 1
}
