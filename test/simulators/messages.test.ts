import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runHyphae, startHyphae } from '#test/support/run-hyphae.ts'

const folder = mkdtempSync(join(tmpdir(), 'hyphae-messages-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
mkdirSync(at('folder'))
writeFileSync(at('empty.ndjson'), '')
writeFileSync(at('escape.ndjson'), '\u001b[31m\u0007red\u009b\n')
writeFileSync(at('binary.ndjson'), Buffer.from([0xff, 0xfe, 0x00, 0x1b, 0x5b, 0x0a]))
writeFileSync(at('blob.ndjson'), Buffer.from([0xff, 0xfe, 0x00, 0x1b, 0x5b]))
writeFileSync(at('long.ndjson'), `{"hyphae":"trace","${'x'.repeat(9_000)}":1}\n`)

const run = (...words: string[]) => runHyphae(words, { HYPHAE_HOME: at('home') })
const simulate = ['simulate', '--scenario', 'hub-failure', '--hours', '0.1', '--out']

describe('the command line', () => {
  it.each([
    [['replay', at('folder')], 'is a folder; name the trace in it'],
    [['replay', ''], 'No trace is named ""'],
    [['replay', at('empty.ndjson')], 'is empty'],
    [['replay', at('escape.ndjson')], 'escape.ndjson:1: not JSON'],
    [['replay', at('binary.ndjson')], 'binary.ndjson:1: not JSON'],
    [['replay', at('blob.ndjson')], 'has no whole line'],
    [['replay', at('long.ndjson')], "not a trace's header"],
    [[...simulate, at('folder')], 'is no file to write; name one'],
    [[...simulate, ''], 'is no file to write; name one'],
    [[...simulate, join(at('empty.ndjson'), 'x')], 'check the name and its rights'],
    [['import', at('folder'), '--site', 'x', '--out', 'y'], 'is a folder; name the recording'],
    [['import', at('a.csv'), '--site', at('folder'), '--out', 'y'], 'cannot be read'],
    [['sites', 'apply', ''], 'The site file "" cannot be read'],
  ])('answers %j in one printable line', async (words, expected) => {
    const { code, stdout, stderr } = await run(...words)
    const lines = stderr.trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain(expected)
    expect(lines[0]).not.toMatch(/\p{Cc}/u)
    expect(lines[0]?.length).toBeLessThan(600)
    expect([code === 1 || code === 2, stdout]).toEqual([true, ''])
  })

  it('counts one fault as one, and says what happens by itself', async () => {
    const { stdout } = await run(...simulate, at('walk.ndjson'), '--hours', '7')
    expect(stdout).toMatch(/ frames, 1 fault\.$/m)
    expect((await run('replay', '--help')).stdout).toMatch(/--speed .*\(default: max\)/)
  })

  it('ends without a word where its reader has seen enough', async () => {
    const { child, finished } = startHyphae(['scenarios', '--json'], {})
    child.stdout?.destroy()
    expect(await finished).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})
