import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { registerScore } from '#simulators/replay/commands/score.ts'

const data = mkdtempSync(join(tmpdir(), 'hyphae-score-'))
afterAll(() => rmSync(data, { recursive: true }))

const time = (row: number) => new Date(Date.UTC(2026, 0, 1) + row * 300_000).toISOString()
/** As irregular as a sensor's noise, and once far above. */
const value = (row: number) =>
  20 + (((row * 2_654_435_761) >>> 0) % 1_300) / 1_000 + (row >= 1_505 && row < 1_530 ? 40 : 0)
const rows = Array.from({ length: 2_000 }, (_, row) => `${time(row)},${value(row)}\n`)
writeFileSync(join(data, 'a.csv'), `timestamp,value\n${rows.join('')}`)
writeFileSync(join(data, 'b.csv'), `timestamp,value\n${rows.join('')}`)
writeFileSync(join(data, 'windows.json'), JSON.stringify({ 'a.csv': [[time(1_500), time(1_600)]] }))

async function score(...more: string[]) {
  const program = new Command()
  registerScore(program)
  const printed = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      printed[name] += String(text)
      return true
    }),
  )
  const line = ['score', '--format', 'nab', '--data', data, '--json', ...more]
  await program.parseAsync(line, { from: 'user' }).finally(() => {
    for (const spy of spies) spy.mockRestore()
  })
  return { figures: JSON.parse(printed.stdout), said: printed.stderr }
}

describe('hyphae score', () => {
  it('prints every figure, the best threshold apart from those that are shipped', async () => {
    const { figures } = await score()
    expect(Object.keys(figures)).toEqual([
      ...['nab', 'events', 'points', 'vusPr', 'atBestThreshold', 'baselines'],
    ])
    expect(Object.keys(figures.nab)).toEqual(['standard', 'lowFp', 'lowFn', 'best'])
    expect(figures.nab.best).toBe(figures.atBestThreshold.nab.standard)
    // What is told rates 1, and more is worth nothing here: the best threshold is the one that is shipped.
    expect(figures.nab.best).toBe(figures.nab.standard)
    expect(figures.atBestThreshold.threshold).toBe(1)
    expect(figures.vusPr).toBeGreaterThan(0.05)
    expect(figures.vusPr).toBeLessThan(1)
  })

  it('adds the figures by file, and the calibration of readings that are not labelled', async () => {
    const { figures } = await score('--by-file', '--calibration')
    expect(figures.byFile).toMatchObject([
      { file: 'a.csv', windows: 1, found: 1, standard: figures.nab.standard },
    ])
    const [tenth] = figures.calibration.outsideWindows
    // 2,000 rows, without 300 to learn from and 101 that are labelled.
    expect(tenth).toMatchObject({ stated: 0.1, readings: 1_599 })
    expect(tenth.ratio).toBeGreaterThan(0.5)
    expect(tenth.ratio).toBeLessThan(2)
    expect(figures.calibration.beforeWindows[0].readings).toBe(1_200)
  })

  it('scores what a list names, whose comments and blank lines name nothing', async () => {
    const list = join(data, 'list.txt')
    writeFileSync(list, '# what leaps\n\na.csv\r\n  # and no more\n')
    const { figures, said } = await score('--files', list, '--by-file')
    expect(figures.byFile).toMatchObject([{ file: 'a.csv' }])
    expect(said).toBe('')
  })

  it('says which files have no entry among the windows', async () => {
    const { said } = await score()
    expect(said).toBe('Not scored, for the window file has no entry: b.csv\n')
  })
})
