import type { Site } from '#domain/site.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { loadScenario, scenarioNames } from '#simulators/feeds/scenario/load-scenario.ts'
import { optionsFor } from '#simulators/feeds/scenario/play-scenario.ts'
import type { Scenario } from '#simulators/feeds/scenario/scenario.ts'
import { labelsOf, placesOf } from './picture/open-picture.ts'

const hour = 3_600_000
/** The demo has dozens. */
const mostListed = 12

/** The page that `npm run scenarios` writes: every word of it is from the scenario files and their ground truth. */
export function describeScenarios(): string {
  const all = scenarioNames().map(loadScenario)
  return `${[
    '# Scenarios',
    '',
    'Written by `npm run scenarios`. What each plays, what is wrong in it and where: the ground truth that detection is',
    'scored against. Pictures are of seed 1; the last row of each has no part in what happens. Grey shades are ordinary',
    'trouble: whatever is reported of it is a false alarm.',
    '',
    ...all.map(({ scenario }) => `- [${scenario.name}](#${scenario.name}): ${scenario.about}`),
    ...all.flatMap(({ scenario, sites }) => describeScenario(scenario, sites)),
  ].join('\n')}\n`
}

function describeScenario(scenario: Scenario, sites: readonly Site[]): string[] {
  const { name, about, hours, sampling } = scenario
  const options = optionsFor(scenario, sites, 1)
  const labels = labelsOf(options, placesOf(sites))
  const beat = sampling.everySeconds
    ? `a reading every ${sampling.everySeconds} s`
    : 'each sensor at its own interval'
  return [
    '',
    `## ${name}`,
    '',
    about,
    '',
    `Sites ${scenario.sites.join(' and ')}, ${hours} hours from ${scenario.startAt}, ${beat}.`,
    '',
    `![${about}](pictures/scenarios/${name}.svg)`,
    '',
    ...tableOf(labels, options.from),
    '```sh',
    `npx hyphae simulate --scenario ${name} --out ${name}.ndjson`,
    `npx hyphae replay ${name}.ndjson`,
    '```',
  ]
}

function tableOf(labels: readonly FaultLabel[], from: number): string[] {
  if (labels.length === 0) return ['Nothing is wrong in it.', '']
  const rows = labels.slice(0, mostListed).map((label) => {
    const { kind, ordinary, rootCell, site, sensors, onset, end } = label
    const where = rootCell ? `${site}, ${rootCell}` : site
    const what = ordinary ? `${kind} (ordinary)` : kind
    return `| ${what} | ${where} | ${after(onset - from)} | ${after(end - from)} | ${touched(sensors)} |`
  })
  const more = labels.length - mostListed
  return [
    '| fault | where | from | until | sensors it touches |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    ...(more > 0 ? [`And ${more} more.`, ''] : []),
  ]
}

function touched(sensors: readonly string[]): string {
  const [first] = sensors
  return sensors.length === 1 && first !== undefined ? first : String(sensors.length)
}

function after(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000)
  const [whole, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (milliseconds < hour && whole === 0) return `${rest} min`
  return rest === 0 ? `${whole} h` : `${whole} h ${rest} min`
}
