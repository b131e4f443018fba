import { type ParseArgsConfig, parseArgs } from 'node:util'
import { runChaos } from './chaos.ts'
import { runFuzz } from './fuzz/fuzz.ts'
import { isSettled } from './fuzz/is-settled.ts'

/**
 * `npm run chaos -- --kills 20 --readings 100000 --seed S [--json]`: ends with 1 where the disturbed run knows something else.
 * `npm run chaos -- --fuzz 100000 --seed S [--json]`: ends with 1 where the account does not balance or memory grows.
 */
const { values } = readOptions({
  options: {
    kills: { type: 'string', default: '20' },
    readings: { type: 'string', default: '100000' },
    fuzz: { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const seed = wholeNumber('seed', values.seed)
process.exit((await (values.fuzz === undefined ? chaos() : fuzz(values.fuzz))) ? 0 : 1)

async function chaos(): Promise<boolean> {
  const kills = wholeNumber('kills', values.kills)
  const readings = wholeNumber('readings', values.readings)
  const { differences, ...outcome } = await runChaos({ kills, readings, seed, say })
  for (const difference of differences) say(difference)
  const { undisturbed, disturbed } = outcome
  print(outcome, [
    ...[undisturbed, disturbed].map(
      ({ export: { sha256, rows, anomalies, incidents } }, index) =>
        `${index === 0 ? 'undisturbed' : 'disturbed  '}  ${sha256}  ${rows} readings, ${anomalies} anomalies, ${incidents} incidents`,
    ),
    `${kills} kills, ${outcome.duplicated} readings again, ${outcome.reordered} out of order, ${disturbed.failedCalls} of ${disturbed.storeCalls} store calls failed, ${disturbed.fullDisk} writes found the disk full, ${outcome.seconds} s`,
    outcome.same ? 'The same.' : 'They differ; the first differences are above.',
  ])
  return outcome.same
}

async function fuzz(events: string): Promise<boolean> {
  const outcome = await runFuzz({ events: wholeNumber('fuzz', events), seed, say })
  const settled = isSettled(outcome)
  print({ settled, ...outcome }, [
    ...Object.entries(outcome).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    settled ? 'Everything is accounted for.' : 'The account does not balance, or memory has grown.',
  ])
  return settled
}

function readOptions<Wanted extends ParseArgsConfig>(wanted: Wanted) {
  try {
    return parseArgs(wanted)
  } catch (fault) {
    say(
      `${fault instanceof Error ? fault.message : fault}; --kills, --readings, --fuzz, --seed and --json are known.`,
    )
    process.exit(2)
  }
}

function print(outcome: object, lines: readonly string[]): void {
  process.stdout.write(values.json ? `${JSON.stringify(outcome)}\n` : `${lines.join('\n')}\n`)
}

function say(what: string): void {
  process.stderr.write(`${what}\n`)
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= 0) return number
  say(`--${name} "${text}" is no whole number; give one such as 20.`)
  process.exit(2)
}
