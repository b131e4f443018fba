import type { Command } from 'commander'
import { loadScenario, scenarioNames } from '#simulators/feeds/scenario/load-scenario.ts'

export function registerScenarios(program: Command): void {
  program
    .command('scenarios')
    .description('List the scenarios that can be simulated.')
    .option('--json', 'print them as JSON')
    .action((options: { readonly json?: true }) => {
      const scenarios = scenarioNames().map((name) => {
        const { about } = loadScenario(name).scenario
        return { name, about }
      })
      process.stdout.write(options.json ? `${JSON.stringify({ scenarios })}\n` : inWords(scenarios))
    })
}

function inWords(scenarios: readonly { readonly name: string; readonly about: string }[]): string {
  const width = Math.max(...scenarios.map(({ name }) => name.length))
  return scenarios.map(({ name, about }) => `${name.padEnd(width)}  ${about}\n`).join('')
}
