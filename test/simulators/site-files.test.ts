import { describe, expect, it } from 'vitest'
import { resolveSite } from '#domain/resolve-site.ts'
import { loadSite, parseSiteYaml, siteNames } from '#simulators/feeds/load-site.ts'
import { parseScenarioYaml } from '#simulators/feeds/scenario/load-scenario.ts'

const good = `schemaVersion: 1
site: greenhouse
name: Greenhouse
timeZone: Europe/Lisbon
metrics:
  turbidity: { label: Turbidity, unit: NTU, resolution: 0.1, limits: { min: 0, max: 100 } }
cells:
  - cell: pond
    name: Pond
    feed: nutrient-network
    sensors:
      - ph
      - sensor: murk
        metric: turbidity
  - cell: ditch
    name: Ditch
    feed: nutrient-network
edges:
  - { from: pond, to: ditch }
`

function problemsWith(from: string, to: string) {
  expect(good).toContain(from)
  const parsed = parseSiteYaml(good.replace(from, to), 'mine.yaml')
  return parsed.kind === 'refused' ? parsed.problems.map(({ message }) => message) : []
}

describe('a site file', () => {
  it('is read when it is right', () => {
    const parsed = parseSiteYaml(good, 'mine.yaml')
    expect(parsed).toMatchObject({ kind: 'site', site: { site: 'greenhouse' } })
  })

  it.each([
    [
      'name: Pond',
      'nme: Pond',
      [
        '8: cells.0.name is missing; add it',
        '9: cells.0 has no field "nme"; correct its spelling or remove it',
      ],
    ],
    ['site: greenhouse', 'site: Green House', ['2: site: must be 1 to 63 lower-case']],
    ['Europe/Lisbon', 'Europe/Lisboa', ['4: "Europe/Lisboa" is no time zone']],
    ['max: 100', 'max: -1', ['6: metrics.turbidity.limits: limits.min must be below']],
    ['metric: turbidity', 'metric: turbydity', ['13: no metric is named "turbydity"; define it']],
    [
      'metric: turbidity',
      'metrik: turbidity',
      ['13: cells.0.sensors.1.metric is missing', '14: cells.0.sensors.1 has no field "metrik"'],
    ],
    ['      - ph', '      - PH', ['12: cells.0.sensors.0: must be 1 to 63 lower-case']],
    [
      'cell: ditch',
      'cell: pond',
      ['15: cell "pond" is named twice', '19: no cell is named "ditch"'],
    ],
    [
      'feed: nutrient-network\n    sensors',
      'feed: nutrients\n    sensors',
      ['10: no feed is named "nutrients"', '12: no metric is named "ph"'],
    ],
    [
      'to: ditch',
      'to: dutch',
      ['19: no cell is named "dutch"; add it under cells or correct the edge'],
    ],
    ['- { from: pond', '- { from pond', ['19: ']],
    ['    feed: nutrient-network\nedges', '  feed: nutrient-network\nedges', ['17: ']],
  ])('that says %j as %j is refused by line, with a remedy', (from, to, expected) => {
    const problems = problemsWith(from, to)
    for (const text of expected)
      expect(problems).toContainEqual(expect.stringContaining(`mine.yaml:${text}`))
  })

  it('is refused when it is two, or holds more aliases than it should', () => {
    expect(parseSiteYaml(`${good}---\n${good}`, 'mine.yaml')).toMatchObject({
      problems: [
        { message: expect.stringMatching(/^mine\.yaml:\d+: a second YAML document begins/) },
      ],
    })
    const bomb = Array.from({ length: 9 }, (_, n) => {
      const inner = n === 0 ? '"x"' : `*a${n - 1}`
      return `a${n}: &a${n} [${Array(9).fill(inner).join(',')}]\n`
    })
    const many = /^mine\.yaml:1: aliases cannot be followed .*at most 100 .*write out/
    expect(parseSiteYaml(good + bomb.join(''), 'mine.yaml')).toMatchObject({
      problems: [{ message: expect.stringMatching(many) }],
    })
  })

  it('ships with Hyphae only when it is right, with more than 200 sensors in all', () => {
    const sensors = siteNames.flatMap((name) => {
      const resolved = resolveSite(loadSite(name))
      return resolved.kind === 'resolved' ? resolved.cells.flatMap((cell) => cell.sensors) : []
    })
    expect(sensors.length).toBeGreaterThan(200)
    expect(new Set(sensors.map(({ key }) => key)).size).toBe(sensors.length)
  })
})

const scenario = `schemaVersion: 1
name: mine
about: A probe sticks.
sites: [basin]
startAt: 2026-03-02T00:00:00Z
hours: 12
faults:
  - kind: stuck
    site: basin
    cell: dew-orchard
    sensor: nitrate
    at: 6h30m
    for: 2h
`

describe('a scenario file', () => {
  it('is read when it is right', () => {
    expect(parseScenarioYaml(scenario, 'mine.yaml')).toMatchObject({ kind: 'scenario' })
  })

  it.each([
    ['at: 6h30m', 'at: 6:30', '12: faults.0.at: must be a time such as 6h30m'],
    ['for: 2h', 'for: 0s', '13: a fault must last some time'],
    [
      'kind: stuck',
      'kind: stucked',
      '8: faults.0.kind "stucked" is none that is known; choose spike, burst, level-shift',
    ],
    ['cell: dew-orchard', 'cell: dew', '10: no cell "dew" in basin; choose hub-north'],
    [
      'sensor: nitrate',
      'sensor: gold',
      '11: no sensor "gold" in dew-orchard; choose soil-moisture',
    ],
    [
      'sites: [basin]',
      'sites: [bassin]',
      '4: no site file is named "bassin"; choose habitat, basin',
    ],
    ['hours: 12', 'hours: -1', '6: hours: '],
    [
      'hours: 12',
      'hours: 6',
      '12: begins at 6h30m, but the scenario ends after 6 hours; choose an earlier',
    ],
    [
      'hours: 12',
      'hours: 8',
      "13: begins at 6h30m and lasts 2h, past the scenario's 8 hours; shorten",
    ],
    [
      '    for: 2h',
      '    for: 2h\n  - { kind: dropout, site: basin, cell: dew-orchard, at: 8h, for: 1h }',
      '14: this dropout and the stuck of line 8 exclude one another where they overlap; move one',
    ],
    [
      '    for: 2h',
      '    for: 2h\n  - { kind: stuck, site: basin, cell: dew-orchard, sensor: nitrate, at: 7h, for: 1h }',
      '14: this stuck and the stuck of line 8 exclude',
    ],
    ['    for: 2h', '    for: 2h\n    depth: 1', '14: faults.0 has no field "depth"'],
  ])('that says %j as %j is refused by line, with a remedy', (from, to, expected) => {
    expect(scenario).toContain(from)
    const parsed = parseScenarioYaml(scenario.replace(from, to), 'mine.yaml')
    expect(parsed).toMatchObject({
      kind: 'refused',
      problems: [{ message: expect.stringContaining(`mine.yaml:${expected}`) }],
    })
  })
  it.each([
    ['after one another', 'kind: dropout, site: basin, cell: dew-orchard, at: 8h30m, for: 1h'],
    [
      'at another sensor',
      'kind: dropout, site: basin, cell: dew-orchard, sensor: ph, at: 7h, for: 1h',
    ],
    ['of what lives there', 'kind: hub-failure, site: basin, cell: hub-north, at: 7h, for: 1h'],
  ])('may have faults %s', (_, fault) => {
    const more = scenario.replace('for: 2h', `for: 2h\n  - { ${fault} }`)
    expect(parseScenarioYaml(more, 'mine.yaml')).toMatchObject({ kind: 'scenario' })
  })

  it('is refused for all that is wrong with it at once', () => {
    const wrong = `${scenario}  - { kind: stuck, site: basin, cell: dew, sensor: ph, at: 1h, for: 1h }\n`
    const parsed = parseScenarioYaml(wrong.replace('hours: 12', 'hours: 6'), 'mine.yaml')
    expect(parsed.kind === 'refused' && parsed.problems.map(({ line }) => line)).toEqual([12, 14])
  })
})
