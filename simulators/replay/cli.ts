import { Command } from 'commander'
import { ApiError } from '#api-client/api-error.ts'
import { HomeError } from '#simulators/cloud/home/home-error.ts'
import { CliError } from './cli-error.ts'
import { registerImport } from './commands/import.ts'
import { registerReplay } from './commands/replay.ts'
import { registerScenarios } from './commands/scenarios.ts'
import { registerSimulate } from './commands/simulate.ts'
import { registerSites } from './commands/sites.ts'
import { registerUp } from './commands/up.ts'
import { TraceError } from './trace/trace-error.ts'

const program = new Command('hyphae')
  .description(
    'The nervous system for living infrastructure: sensors in, few explained incidents out.',
  )
  .version('0.1.0')
  .showHelpAfterError('(hyphae --help lists the commands and their options)')
  .configureHelp({ showGlobalOptions: true })

registerUp(program)
registerSites(program)
registerScenarios(program)
registerSimulate(program)
registerReplay(program)
registerImport(program)

try {
  await program.parseAsync()
} catch (error) {
  // What a person can mend is one line; a defect of ours keeps its stack.
  if (isForPeople(error)) process.stderr.write(`hyphae: ${error.message}\n`)
  else process.stderr.write(`hyphae: ${error instanceof Error ? error.stack : String(error)}\n`)
  // A start that failed half-way may leave a worker behind that would keep the process alive.
  process.exit(error instanceof CliError ? error.exitCode : 1)
}

function isForPeople(error: unknown): error is Error {
  return (
    error instanceof CliError ||
    error instanceof HomeError ||
    error instanceof TraceError ||
    error instanceof ApiError
  )
}
