import { readFileSync } from 'node:fs'
import { CliError } from './cli-error.ts'

/** A file that somebody named at the terminal; `what` it should be, for the complaint. */
export function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause
    throw new CliError(`The ${what} "${path}" cannot be read (${why}); check its name.`, 2, {
      cause,
    })
  }
}
