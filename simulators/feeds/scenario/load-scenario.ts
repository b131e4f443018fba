import { readdirSync, readFileSync } from 'node:fs'
import type { Site } from '#domain/site.ts'
import { faultProblem } from '#simulators/feeds/faults/fault-problem.ts'
import type { Places } from '#simulators/feeds/faults/places.ts'
import { openFault } from '#simulators/feeds/faults/registry.ts'
import { loadSite, siteNames } from '#simulators/feeds/load-site.ts'
import { readYaml, type YamlPath, type YamlProblem } from '#simulators/feeds/read-yaml.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import { millisecondsOf } from './duration.ts'
import { conflictsAmong } from './fault-conflicts.ts'
import { specOf } from './play-scenario.ts'
import { Scenario, type ScenarioFault } from './scenario.ts'

export type ParsedScenario =
  | { readonly kind: 'scenario'; readonly scenario: Scenario; readonly sites: readonly Site[] }
  | { readonly kind: 'refused'; readonly problems: readonly YamlProblem[] }

const folder = new URL('../scenarios/', import.meta.url)

export function scenarioNames(): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
}

/** A scenario that comes with Hyphae. */
export function loadScenario(name: string) {
  const file = `${name}.yaml`
  const parsed = parseScenarioYaml(readFileSync(new URL(file, folder), 'utf8'), file)
  if (parsed.kind === 'scenario') return parsed
  throw new Error(parsed.problems.map(({ message }) => message).join('\n'))
}

export function parseScenarioYaml(text: string, fileName: string): ParsedScenario {
  const refuse = (problems: readonly YamlProblem[]): ParsedScenario => ({
    kind: 'refused',
    problems: problems.map(({ line, message }) => ({
      line,
      message: `${fileName}:${line}: ${message}`,
    })),
  })
  const read = readYaml(Scenario, text)
  if (read.kind === 'refused') return refuse(read.problems)
  const scenario = read.value
  const at = ({ path, message }: Problem) => ({ line: read.lineOf(path), message })
  const unknown = siteProblems(scenario)
  if (unknown.length > 0) return refuse(unknown.map(at))
  const sites = scenario.sites.map(loadSite)
  const places: Places = new Map(sites.map((site) => [site.site, placeOf(site)]))
  const problems = faultProblems(scenario, places, read.lineOf)
  return problems.length > 0 ? refuse(problems.map(at)) : { kind: 'scenario', scenario, sites }
}

interface Problem {
  readonly path: YamlPath
  readonly message: string
}

function siteProblems({ sites }: Scenario): Problem[] {
  const known: readonly string[] = siteNames
  return sites.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [
          {
            path: ['sites', index],
            message: `no site file is named "${name}"; choose ${known.join(', ')}`,
          },
        ],
  )
}

function faultProblems(
  scenario: Scenario,
  places: Places,
  lineOf: (path: YamlPath) => number,
): Problem[] {
  if (scenario.faults === 'demo') return []
  const { faults } = scenario
  const problems = faults.map(
    (fault, index) =>
      placeOrTimeProblem(fault, index, places) ?? endProblem(scenario, fault, index),
  )
  const from = Date.parse(scenario.startAt)
  const open = faults.map((fault, index) =>
    problems[index] ? undefined : openFault(specOf(fault, from), places),
  )
  const conflicts = conflictsAmong(open).map(({ index, other }) => ({
    path: ['faults', index],
    message: `this ${faults[index]?.kind} and the ${faults[other]?.kind} of line ${lineOf(['faults', other])} exclude one another where they overlap; move one in time or place`,
  }))
  return [...problems.filter((problem) => problem !== undefined), ...conflicts]
}

function placeOrTimeProblem(
  fault: ScenarioFault,
  index: number,
  places: Places,
): Problem | undefined {
  const problem = faultProblem(places, fault)
  if (problem) return { path: ['faults', index, problem.field], message: problem.message }
  if (millisecondsOf(fault.for) > 0) return undefined
  return { path: ['faults', index, 'for'], message: 'a fault must last some time, such as 2h' }
}

/** Ground truth that nobody could find is none. */
function endProblem({ hours }: Scenario, fault: ScenarioFault, index: number): Problem | undefined {
  const length = hours * 3_600_000
  const onset = millisecondsOf(fault.at)
  if (onset >= length)
    return {
      path: ['faults', index, 'at'],
      message: `begins at ${fault.at}, but the scenario ends after ${hours} hours; choose an earlier time or raise hours`,
    }
  if (onset + millisecondsOf(fault.for) <= length) return undefined
  return {
    path: ['faults', index, 'for'],
    message: `begins at ${fault.at} and lasts ${fault.for}, past the scenario's ${hours} hours; shorten it or raise hours`,
  }
}
