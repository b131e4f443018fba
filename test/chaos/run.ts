import { parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'

/** `npm run chaos -- --kills 20 --readings 100000 --seed S [--json]`, ends with 1 where the two differ. */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '20' },
    readings: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})

function wholeNumber(name: 'kills' | 'readings' | 'seed'): number {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number >= 0) return number
  process.stderr.write(`--${name} "${values[name]}" is no whole number; give one such as 20.\n`)
  process.exit(2)
}

const { differences, ...outcome } = await runChaos({
  kills: wholeNumber('kills'),
  readings: wholeNumber('readings'),
  seed: wholeNumber('seed'),
  say: (what) => process.stderr.write(`${what}\n`),
})
for (const difference of differences) process.stderr.write(`${difference}\n`)
if (values.json) process.stdout.write(`${JSON.stringify(outcome)}\n`)
else
  for (const name of ['undisturbed', 'disturbed'] as const)
    process.stdout.write(`${name}: ${JSON.stringify(outcome[name])}\n`)
process.exit(outcome.same ? 0 : 1)
