import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runHyphae } from '#test/support/run-hyphae.ts'

const folder = mkdtempSync(join(tmpdir(), 'hyphae-policies-'))
afterAll(() => rmSync(folder, { recursive: true }))
const run = (...words: string[]) => runHyphae(words, { HYPHAE_HOME: join(folder, 'home') })
const file = (text: string) => {
  const path = join(folder, 'mine.yaml')
  writeFileSync(path, text)
  return path
}
const policies = (tellAt: number, site = 'greenhouse') => `schemaVersion: 1
policies:
  - scope: site:${site}
    reason: quieter nights
    settings: { tellAt: ${tellAt} }
`
const sensor = 'greenhouse.bench-a.sap-flow'

describe('hyphae policies', () => {
  it('applies a file once, and says so where it changes nothing', async () => {
    await run('sites', 'apply', 'docs/examples/greenhouse.yaml')
    const first = await run('policies', 'apply', file(policies(10_000)), '--by', 'Ada')
    expect(first).toMatchObject({ code: 0, stdout: 'site:greenhouse@1: 1 field changed\n' })
    const again = await run('policies', 'apply', file(policies(10_000)), '--by', 'Bo')
    expect(again).toMatchObject({ code: 0, stdout: 'site:greenhouse@1: as it was\n' })
    const next = await run('policies', 'apply', file(policies(500)), '--by', 'Bo', '--json')
    expect(JSON.parse(next.stdout)).toEqual({
      policies: [{ scope: 'site:greenhouse', version: 2, changed: 1 }],
    })
  }, 60_000)

  it('tells the history, and what holds for a sensor and by whose word', async () => {
    const { stdout: history } = await run('policies', 'history', 'site:greenhouse')
    expect(history).toMatch(
      /^site:greenhouse@2 {2}by Bo, .*: quieter nights\n {2}tellAt: 10000 → 500\nsite:greenhouse@1 {2}by Ada/,
    )
    const { stdout: shown } = await run('policies', 'show', sensor)
    // It holds from a minute after it was applied on.
    expect(shown).toContain(`${sensor}\n`)
    expect(shown).toMatch(/tellAt: "what is rarer than all .*" {2}\(default\)/)
    const { stdout: listed } = await run('policies', 'list', '--json')
    expect(JSON.parse(listed)).toMatchObject({ items: [{ scope: 'site:greenhouse', version: 2 }] })
  }, 60_000)

  it('says what is wrong with a file, and what is not known here', async () => {
    const wrong = await run('policies', 'apply', file(policies(5)))
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr).toContain('mine.yaml:5: policies.0.settings.tellAt: ')
    const unknown = await run('policies', 'apply', file(policies(500, 'moon')))
    expect(unknown.code).toBe(1)
    expect(unknown.stderr).toContain('no site is named "moon"; apply its site file first')
    const none = await run('policies', 'history', 'site:moon')
    expect(none.stderr).toContain('There is no policy "site:moon"; GET /api/v1/policies lists them')
  }, 60_000)
})
