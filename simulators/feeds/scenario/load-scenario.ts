import { readdirSync, readFileSync } from 'node:fs'
import type { Site } from '#domain/site.ts'
import { faultProblem } from '#simulators/feeds/faults/fault-problem.ts'
import type { Places } from '#simulators/feeds/faults/places.ts'
import { loadSite, siteNames } from '#simulators/feeds/load-site.ts'
import { readYaml, type YamlPath, type YamlProblem } from '#simulators/feeds/read-yaml.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import { millisecondsOf } from './duration.ts'
import { Scenario } from './scenario.ts'

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
  const problems = faultProblems(scenario, new Map(sites.map((s) => [s.site, placeOf(s)])))
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

function faultProblems({ faults }: Scenario, places: Places): Problem[] {
  if (faults === 'demo') return []
  return faults.flatMap((fault, index): Problem[] => {
    const problem = faultProblem(places, fault)
    if (problem) return [{ path: ['faults', index, problem.field], message: problem.message }]
    if (millisecondsOf(fault.for) > 0) return []
    return [{ path: ['faults', index, 'for'], message: 'a fault must last some time, such as 2h' }]
  })
}
