import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsePolicyYaml } from '#simulators/feeds/load-policies.ts'

const good = `schemaVersion: 1
policies:
  - scope: site:habitat
    reason: quieter nights
    settings:
      tellAt: 10000
      recoverAt: 100
  - scope: sensor:habitat.h1.co2
    reason: the law
    from: 2026-03-02T00:00:00Z
    settings:
      above: { tell: 1200, recover: 1100 }
      severity: major
`

function problemsWith(from: string, to: string): readonly string[] {
  expect(good).toContain(from)
  const parsed = parsePolicyYaml(good.replace(from, to), 'mine.yaml')
  return parsed.kind === 'refused' ? parsed.problems : []
}

describe('a policy file', () => {
  it('is read when it is right', () => {
    expect(parsePolicyYaml(good, 'mine.yaml')).toMatchObject({
      kind: 'policies',
      policies: [{ scope: 'site:habitat' }, { from: '2026-03-02T00:00:00Z' }],
    })
  })

  it('is read: the example', () => {
    const text = readFileSync('docs/examples/policies.yaml', 'utf8')
    expect(parsePolicyYaml(text, 'policies.yaml').kind).toBe('policies')
  })

  it.each([
    [
      'recoverAt: 100',
      'recoverAt: 10000',
      [
        'mine.yaml:7: policies.0.settings.recoverAt: is 10000, not below tellAt, 10000: it would be calm and told at once; lower it; correct the value',
      ],
    ],
    [
      'tellAt:',
      'tellat:',
      ['mine.yaml:6: policies.0.settings has no field "tellat"; correct its spelling or remove it'],
    ],
    ['    reason: the law\n', '', ['mine.yaml:8: policies.1.reason is missing; add it']],
    [
      'recover: 1100',
      'recover: 1300',
      [
        'mine.yaml:12: policies.1.settings.above: recover must be at or below tell, so that a value on the edge does not flap; correct the value',
      ],
    ],
    [
      'sensor:habitat.h1.co2',
      'site:habitat',
      ['mine.yaml:8: scope "site:habitat" stands here for the second time; make the two one'],
    ],
    [
      'site:habitat',
      'habitat',
      [
        'mine.yaml:3: policies.0.scope: must be feed:NAME, metric:NAME, site:NAME, site:NAME,metric:NAME or sensor:SITE.CELL.SENSOR; correct the value',
      ],
    ],
  ])('with %j as %j is refused, with the line', (from, to, problems) => {
    expect(problemsWith(from, to)).toEqual(problems)
  })
})
