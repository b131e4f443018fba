import { benchCost } from './cost.ts'
import { benchDetect } from './detect.ts'
import { benchHistory } from './history.ts'
import { benchJournal } from './journal.ts'
import { benchPipeline } from './pipeline.ts'
import { benchSimulate } from './simulate.ts'

/** `npm run bench -- NAME [--json]`: each measures what its user waits for, in one run. */
const benches: Readonly<Record<string, () => Promise<Readonly<Record<string, unknown>>>>> = {
  cost: benchCost,
  detect: benchDetect,
  history: benchHistory,
  journal: benchJournal,
  pipeline: benchPipeline,
  simulate: benchSimulate,
}

const [name = '', ...flags] = process.argv.slice(2)
const bench = benches[name]
if (!bench) {
  process.stderr.write(
    `No bench is named "${name}". There are: ${Object.keys(benches).join(', ')}.\n`,
  )
  process.exit(2)
}
const measured = await bench()
if (flags.includes('--json')) process.stdout.write(`${JSON.stringify(measured)}\n`)
else
  for (const [what, figure] of Object.entries(measured))
    process.stdout.write(`${what}: ${inWords(figure)}\n`)
process.exit(0)

function inWords(figure: unknown): string {
  return typeof figure === 'number' ? figure.toLocaleString('en-US') : JSON.stringify(figure)
}
