import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { SilencePage, ToldSilence } from '#domain/api/silences.ts'
import { runHyphae } from '#test/support/run-hyphae.ts'

const folder = mkdtempSync(join(tmpdir(), 'hyphae-silences-'))
afterAll(() => rmSync(folder, { recursive: true }))
const run = (...words: string[]) => runHyphae(words, { HYPHAE_HOME: join(folder, 'home') })

describe('hyphae silences', () => {
  it('adds one, lists it and ends it', async () => {
    await run('sites', 'apply', 'docs/examples/greenhouse.yaml')
    const window = ['--every', 'mon,tue 02:00-04:00 Europe/Amsterdam']
    const said = ['--for', '30d', '--by', 'Ada', '--comment', 'flushing', '--json']
    const added = await run('silences', 'add', 'site=greenhouse', 'metric=sap*', ...window, ...said)
    expect(added.stderr).toBe('')
    const { silence } = JSON.parse(added.stdout) as ToldSilence
    expect(silence.matchers).toEqual([
      { field: 'site', is: ['greenhouse'] },
      { field: 'metric', is: ['sap*'] },
    ])
    const { stdout } = await run('silences', 'list')
    expect(stdout).toContain('mon, tue 02:00 to 04:00 (Europe/Amsterdam)')
    expect(stdout).toContain('site is greenhouse, and metric is sap*; by Ada: flushing')
    const week = 'mon,tue,wed,thu,fri,sat,sun'
    const change = (...words: string[]) => run('silences', 'change', silence.id, ...words)
    const changed = await change(
      'metric=leaf*',
      '--no-every',
      '--for',
      '2h',
      '--by',
      'Bo',
      '--json',
    )
    expect(changed.stderr).toBe('')
    const { silence: second } = JSON.parse(changed.stdout) as ToldSilence
    expect(second).toMatchObject({
      ...{ id: silence.id, version: 2, from: silence.from, by: 'Bo', comment: 'flushing' },
      ...{ matchers: [{ field: 'metric', is: ['leaf*'] }], recurring: null },
    })
    expect(second.until - second.at).toBeLessThanOrEqual(7_200_000)
    expect(second.until - second.at).toBeGreaterThan(7_100_000)
    expect(
      await change('--comment', 'longer flush', '--every', `${week} 02:00-01:00`),
    ).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^Changed: .*, mon, .*, sun 02:00 to 01:00 \(UTC\)\n {2}metric is leaf\*; .*: longer flush\nIt hides/,
      ),
    })
    const [nothing, twice] = [await change(), await change('--for', '1h', '--until', '2030-01-01')]
    expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining('give matchers,')])
    expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('has one end')])
    const ended = await run('silences', 'end', silence.id, '--by', 'Bo')
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('ended, by Bo') })
    const after = JSON.parse((await run('silences', 'list', '--json')).stdout) as SilencePage
    expect(after.items.map(({ state }) => state)).toEqual(['ended'])
    const again = await run('silences', 'end', silence.id)
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('was ended by Bo')])
  }, 120_000)

  it('tells before what it would hide', async () => {
    const { stdout } = await run('silences', 'preview', 'site=greenhouse')
    expect(stdout).toMatch(/^It hides 0 incidents now, and what [1-9]\d* sensors may tell/)
  }, 60_000)

  it.each([
    [['add', 'cell=a', '--comment', 'x'], 2, 'give either --for 2h or --until TIME'],
    [['add', 'colour=red', '--for', '1h', '--comment', 'x'], 1, 'such as cell=pump'],
    [['add', 'cell=a*', '--for', '8d', '--comment', 'x'], 1, 'longer than the 7 days'],
    [['change', 'sil-none', '--for', '1h'], 1, 'There is no silence "sil-none"; hyphae silences'],
  ])(
    'says what is wrong with %j',
    async (words, code, message) => {
      const answer = await run('silences', ...words)
      expect([answer.code, answer.stderr]).toEqual([code, expect.stringContaining(message)])
    },
    60_000,
  )

  it('and incidents say that there is none of that name', async () => {
    const answer = await run('incidents', 'ack', 'inc-none', '--by', 'Ada')
    expect([answer.code, answer.stderr]).toEqual([
      1,
      expect.stringContaining('There is no incident'),
    ])
    expect((await run('incidents', 'list')).stdout).toBe('No incident fits.\n')
  }, 60_000)

  it.each([
    ['--cell', 64],
    ['--owner', 81],
  ])(
    'and incidents ask by %s',
    async (option, length) => {
      const name = 'x'.repeat(length)
      const wrong = await run('incidents', 'list', option, name)
      expect(wrong.stderr).toContain(`query.${option.slice(2)} "xxx`)
      const right = await run('incidents', 'list', option, 'Ada', '--json')
      expect(JSON.parse(right.stdout)).toEqual({ items: [], next: null })
    },
    60_000,
  )
})
