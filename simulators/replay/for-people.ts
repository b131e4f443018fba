import { ApiError } from '#api-client/api-error.ts'
import { HomeError } from '#simulators/cloud/home/home-error.ts'
import { CliError } from './cli-error.ts'
import { TraceError } from './trace/trace-error.ts'

/** What a person can mend is one line; a defect of ours keeps its stack. */
export function sayFault(error: unknown): string {
  if (isForPeople(error)) return printable(error.message)
  if (isAboutFile(error)) return printable(`${error.message}; check the name and its rights.`)
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function isForPeople(error: unknown): error is Error {
  return (
    error instanceof CliError ||
    error instanceof HomeError ||
    error instanceof TraceError ||
    error instanceof ApiError
  )
}

/** The system refused a file that the person named. */
function isAboutFile(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error && 'path' in error
}

/** What stands in a file may be anything; a terminal would obey it. */
function printable(text: string): string {
  return text
    .replaceAll('\ufffd', '?')
    .replace(/\p{Cc}/gu, (character) =>
      character === '\n' ? '\n' : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )
}
