import { Command } from 'commander'
import { exitCodeOf } from './cli-error.ts'
import { registerConsent } from './commands/consent.ts'
import { registerExport } from './commands/export.ts'
import { registerImport } from './commands/import.ts'
import { registerIncidents } from './commands/incidents.ts'
import { registerInject } from './commands/inject.ts'
import { registerLaboratory } from './commands/laboratory.ts'
import { registerPolicies } from './commands/policies.ts'
import { registerRedrive } from './commands/redrive.ts'
import { registerReplay } from './commands/replay.ts'
import { registerRouting } from './commands/routing.ts'
import { registerScenarios } from './commands/scenarios.ts'
import { registerScore } from './commands/score.ts'
import { registerShiftReports } from './commands/shift-reports.ts'
import { registerSilences } from './commands/silences.ts'
import { registerSimulate } from './commands/simulate.ts'
import { registerSites } from './commands/sites.ts'
import { registerTrace } from './commands/trace-frame.ts'
import { registerUp } from './commands/up.ts'
import { registerVerdicts } from './commands/verdicts.ts'
import { registerWatchdog } from './commands/watchdog.ts'
import { sayFault } from './for-people.ts'

const program = new Command('hyphae')
  .description(
    'The nervous system for living infrastructure: sensors in, few explained incidents out.',
  )
  .version('0.1.0')
  .showHelpAfterError('(hyphae --help lists the commands and their options)')
  .configureHelp({ showGlobalOptions: true })

registerUp(program)
registerSites(program)
registerPolicies(program)
registerRouting(program)
registerScenarios(program)
registerSimulate(program)
registerInject(program)
registerRedrive(program)
registerReplay(program)
registerImport(program)
registerExport(program)
registerVerdicts(program)
registerIncidents(program)
registerSilences(program)
registerShiftReports(program)
registerConsent(program)
registerScore(program)
registerLaboratory(program)
registerTrace(program)
registerWatchdog(program)

process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
  if (fault.code !== 'EPIPE') throw fault
  // Whoever read, such as head, has seen enough. What runs until it is stopped goes on without being read.
  if (!['up', 'watchdog'].includes(process.argv[2] ?? '')) process.exit(0)
})

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`hyphae: ${sayFault(error)}\n`)
  // A start that failed half-way may leave a worker behind that would keep the process alive.
  process.exit(exitCodeOf(error))
}
