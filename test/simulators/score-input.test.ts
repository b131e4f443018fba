import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findNab } from '#simulators/replay/score/find-nab.ts'
import { missing, readNab, unlabelled } from '#simulators/replay/score/read-nab.ts'
import { refuseOverwriting, writeNabResult } from '#simulators/replay/score/write-nab-results.ts'

function folderOf(files: Readonly<Record<string, string>>, windows: unknown) {
  const data = mkdtempSync(join(tmpdir(), 'hyphae-score-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(data, name)), { recursive: true })
    writeFileSync(join(data, name), text)
  }
  const windowsFile = join(data, 'windows.json')
  writeFileSync(windowsFile, JSON.stringify(windows))
  const read = (only?: ReadonlySet<string>) => [...readNab(data, windowsFile, only)]
  return { data, windowsFile, read }
}

const minute = (row: number) =>
  new Date(Date.UTC(2026, 0, 1) + row * 60_000).toISOString().slice(0, 19).replace('T', ' ')
const series = (rows: number) =>
  `timestamp,value\n${Array.from({ length: rows }, (_, row) => `${minute(row)},${row}\n`).join('')}`

function windowsOf(marks: unknown, rows = 100) {
  return folderOf({ 'a.csv': series(rows) }, { 'a.csv': marks }).read()[0]?.windows
}

describe('the windows of a series', () => {
  it('begin at the first row within and end at the last, also between rows', () => {
    expect(windowsOf([[minute(10), minute(20)]])).toEqual([[10, 20]])
    expect(windowsOf([['2026-01-01 00:09:30', '2026-01-01 00:20:30']])).toEqual([[10, 20]])
  })

  it('stand in order, and those that overlap are one', () => {
    const marks = [
      [minute(50), minute(60)],
      [minute(10), minute(20)],
      [minute(15), minute(30)],
    ]
    expect(windowsOf(marks)).toEqual([
      [10, 30],
      [50, 60],
    ])
  })

  it('are made of labelled times as the benchmark makes them, a tenth of the rows in all', () => {
    expect(windowsOf([minute(50)])).toEqual([[45, 55]])
    expect(windowsOf([minute(50), minute(1)], 200)).toEqual([
      [0, 6],
      [45, 55],
    ])
  })

  it('must hold a row, and be times', () => {
    expect(() => windowsOf([['2026-01-01 00:09:30', '2026-01-01 00:09:40']])).toThrow(
      'holds no row',
    )
    expect(() => windowsOf([[minute(20), minute(10)]])).toThrow('holds no row')
    expect(() => windowsOf(['2031-01-01 00:00:00'])).toThrow('is after the last row')
    expect(() => windowsOf([['soon', 'later']])).toThrow('"soon" is no time')
    expect(() => windowsOf('none')).toThrow('is no window file')
  })
})

describe('a folder of the benchmark', () => {
  it('has its windows beside the series, or apart from them as its own repository', () => {
    const { data, windowsFile } = folderOf({ 'data/a.csv': series(3) }, {})
    expect(findNab(data)).toEqual({ series: data, windowsFile })
    rmSync(windowsFile)
    mkdirSync(join(data, 'labels'))
    const own = join(data, 'labels', 'combined_windows.json')
    writeFileSync(own, '{"a.csv": []}')
    const { series: folder, windowsFile: found } = findNab(data)
    expect([...readNab(folder, found)]).toMatchObject([{ name: 'a.csv', columns: [[0, 1, 2]] }])
    expect(findNab(data, 'mine.json')).toEqual({
      ...{ series: join(data, 'data'), windowsFile: 'mine.json' },
    })
  })

  it('is told what it lacks', () => {
    const { data, windowsFile } = folderOf({ 'data/a.csv': series(3) }, {})
    rmSync(windowsFile)
    expect(() => findNab(data)).toThrow('has neither windows.json nor')
    expect(findNab(data, 'mine.json')).toEqual({ series: data, windowsFile: 'mine.json' })
  })
})

describe('a series in a folder', () => {
  const valuesOf = (text: string) => folderOf({ 'a.csv': text }, { 'a.csv': [] }).read()[0]

  it('may have lines that end as on Windows, in any folder', () => {
    const text = series(3).replaceAll('\n', '\r\n')
    const { read } = folderOf({ 'x/y/a.csv': text }, { 'x/y/a.csv': [[minute(1), minute(2)]] })
    expect(read()).toMatchObject([{ columns: [[0, 1, 2]], windows: [[1, 2]] }])
  })

  it('is put in the order of time, rows of one time as they stood', () => {
    const text = `timestamp,value\n${minute(2)},3\n${minute(1)},1\n${minute(1)},2\n`
    expect(valuesOf(text)?.columns).toEqual([[1, 2, 3]])
  })

  it('misses a reading where there is none, however that is written', () => {
    const words = ['', 'NaN', 'null', 'NA', '7']
    const text = `timestamp,value\n${words.map((word, row) => `${minute(row)},${word}\n`).join('')}`
    expect(valuesOf(text)?.columns).toEqual([[Number.NaN, Number.NaN, Number.NaN, Number.NaN, 7]])
    expect(() => valuesOf(`timestamp,value\n${minute(0)},inf\n`)).toThrow('"inf" is no number')
  })

  it('may call its only column as it likes, but says which one of several is the value', () => {
    expect(valuesOf(`time,level\n${minute(0)},4\n`)?.columns).toEqual([[4]])
    expect(() => valuesOf(`time,level,flow\n${minute(0)},4,5\n`)).toThrow('but level, flow')
  })

  it('may capitalise its header', () => {
    const text = `Timestamp,Value,Note\n${minute(0)},4,0\n`
    expect(valuesOf(text)?.columns).toEqual([[4]])
  })

  it('is named where it has no entry among the windows', () => {
    const files = { 'a.csv': series(3), 'b/c.csv': series(3) }
    const { data, windowsFile, read } = folderOf(files, { 'a.csv': [] })
    expect(unlabelled(data, windowsFile)).toEqual(['b/c.csv'])
    expect(read(new Set(['a.csv']))).toHaveLength(1)
    expect(() => read(new Set(['a.csv', 'b/c.csv']))).toThrow('has no series "b/c.csv"')
  })

  it('is left out and named where the windows have it and the folder does not, unless it was asked for', () => {
    const folder = folderOf({ 'a.csv': series(100) }, { 'gone.csv': [], 'a.csv': [] })
    expect(folder.read().map(({ name }) => name)).toEqual(['a.csv'])
    expect(missing(folder.data, folder.windowsFile)).toEqual(['gone.csv'])
    expect(() => folder.read(new Set(['gone.csv']))).toThrow('gone.csv')
  })

  it('is written nowhere but into its folder, and never over a recording', () => {
    const { data, read } = folderOf({ 'a.csv': series(100) }, { 'a.csv': [] })
    const [recording] = read()
    if (!recording) throw new Error('There is no recording.')
    expect(() => refuseOverwriting(`${data}/.`, data)).toThrow('would overwrite the recordings')
    expect(() => refuseOverwriting(join(data, 'results'), data)).not.toThrow()
    const away = { ...recording, name: '../a.csv' }
    const ratings = new Float64Array(100)
    expect(() => writeNabResult(join(data, 'results'), away, { ratings })).toThrow('rename it')
  })
})
