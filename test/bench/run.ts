import { benchCauses } from './causes.ts'
import { benchCost } from './cost.ts'
import { benchDetect } from './detect.ts'
import { benchHistory } from './history.ts'
import { benchIncidents } from './incidents.ts'
import { benchJournal } from './journal.ts'
import { benchPathological } from './pathological.ts'
import { benchPeople } from './people.ts'
import { benchPipeline } from './pipeline.ts'
import { benchShifts } from './shifts.ts'
import { benchSimulate } from './simulate.ts'

type Bench = (flags: readonly string[]) => Promise<Readonly<Record<string, unknown>>>

/** `npm run bench -- NAME [--json]`: each measures what its user waits for, in one run. */
const benches: Readonly<Record<string, Bench>> = {
  causes: benchCauses,
  cost: benchCost,
  detect: benchDetect,
  history: benchHistory,
  incidents: benchIncidents,
  journal: benchJournal,
  people: benchPeople,
  pathological: benchPathological,
  pipeline: benchPipeline,
  shifts: benchShifts,
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
const measured = await bench(flags)
if (flags.includes('--json')) process.stdout.write(`${JSON.stringify(measured)}\n`)
else
  for (const [what, figure] of Object.entries(measured))
    process.stdout.write(`${what}: ${inWords(figure)}\n`)
process.exit()

function inWords(figure: unknown): string {
  return typeof figure === 'number' ? figure.toLocaleString('en-US') : JSON.stringify(figure)
}
