import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  nabProfiles,
  normalised,
  rawScore,
  worthOfRows,
} from '#simulators/replay/score/nab-score.ts'
import { playRecording } from '#simulators/replay/score/play-recording.ts'
import { readNab } from '#simulators/replay/score/read-nab.ts'
import { readSkab } from '#simulators/replay/score/read-skab.ts'
import { tally } from '#simulators/replay/score/tally.ts'
import { writeNabResult } from '#simulators/replay/score/write-nab-results.ts'

const labelled = { rows: 1_000, windows: [[500, 599]] as const, probation: 150 }
const standard = (alarms: number[]) =>
  normalised(
    rawScore(labelled, worthOfRows(labelled), alarms, nabProfiles.standard),
    1,
    nabProfiles.standard,
  )

describe('the score of the Numenta benchmark', () => {
  it('is 0 for silence and 100 for an alarm at the first row of the window', () => {
    expect(standard([])).toBe(0)
    expect(standard([500])).toBeCloseTo(100, 10)
  })

  it('counts a window once, by its best alarm, and an early one for more than a late one', () => {
    expect(standard([520, 560])).toBe(standard([520]))
    expect(standard([520])).toBeGreaterThan(standard([590]))
  })

  it('takes 0.11 of an alarm far from any window, less soon after one, and nothing in probation', () => {
    expect(standard([500, 300])).toBeCloseTo(100 - 50 * 0.11, 10)
    expect(standard([500, 610])).toBeGreaterThan(standard([500, 900]))
    expect(standard([500, 100])).toBeCloseTo(100, 10)
  })
})

function folderOf(values: (row: number) => number) {
  const data = mkdtempSync(join(tmpdir(), 'hyphae-score-'))
  const time = (row: number) =>
    new Date(Date.UTC(2026, 0, 1) + row * 300_000).toISOString().slice(0, 19).replace('T', ' ')
  const rows = Array.from({ length: 2_000 }, (_, row) => `${time(row)},${values(row)}`)
  writeFileSync(join(data, 'a.csv'), `timestamp,value\n${rows.join('\n')}\n`)
  const windows = { 'a.csv': [[time(1_500), `${time(1_600)}.000000`]] }
  writeFileSync(join(data, 'windows.json'), JSON.stringify(windows))
  return { data, windows: join(data, 'windows.json') }
}
/** As irregular as a sensor's noise. */
const calm = (row: number) => 20 + (((row * 2_654_435_761) >>> 0) % 1_300) / 1_000

describe('scoring a folder of series', () => {
  it('finds a jump in its window, by the detectors that ship, and little of calm rows', () => {
    const { data, windows } = folderOf((row) => calm(row) + (row >= 1_505 && row < 1_530 ? 40 : 0))
    const scored = [...readNab(data, windows)].map((recording) => ({
      recording,
      played: playRecording(recording),
    }))
    expect(tally(scored)).toMatchObject({
      events: { recall: 1, medianDelayReadings: 5 },
    })
    const { nab, events, points } = tally(scored)
    expect(nab.standard).toBeGreaterThan(94)
    // What is told is what comes less than once in two memories: noise alone does so now and then.
    expect(events.falsePerSensorDay).toBeLessThan(0.2)
    expect(points.precision).toBeGreaterThan(0.4)
  })

  it('misses a window in which nothing happens', () => {
    const { data, windows } = folderOf(calm)
    const scored = [...readNab(data, windows)].map((recording) => ({
      recording,
      played: playRecording(recording),
    }))
    expect(tally(scored)).toMatchObject({ nab: { standard: 0 }, events: { recall: 0 } })
  })

  it("writes each row in the benchmark's own layout", () => {
    const { data, windows } = folderOf((row) => calm(row) + (row === 1_505 ? 40 : 0))
    for (const recording of readNab(data, windows))
      writeNabResult(join(data, 'out'), recording, playRecording(recording))
    const lines = readFileSync(join(data, 'out', 'a.csv'), 'utf8').split('\n')
    expect(lines[0]).toBe('timestamp,value,anomaly_score,label')
    expect(lines[1_506]).toBe(`2026-01-06 05:25:00,${calm(1_505) + 40},1,1`)
    expect(lines[1]).toBe('2026-01-01 00:00:00,20,0,0')
  })

  it('names a bound that is no time of the series, and a value that is no number', () => {
    const { data, windows } = folderOf(calm)
    writeFileSync(windows, '{"a.csv":[["2031-01-01 00:00:00","2031-01-01 00:00:00"]]}')
    expect(() => [...readNab(data, windows)]).toThrow('"2031-01-01 00:00:00"')
    writeFileSync(join(data, 'a.csv'), 'timestamp,value\n2026-01-01 00:00:00,much\n')
    expect(() => [...readNab(data, windows)]).toThrow('line 2: "much" is no number')
  })

  it('reads several sensors and their labelled rows, and leaves out files without labels', () => {
    const data = mkdtempSync(join(tmpdir(), 'hyphae-score-'))
    const rows = [0, 1, 1, 0, 1].map(
      (label, row) => `2026-01-01 00:00:0${row};${row};5;${label}.0;0.0`,
    )
    writeFileSync(join(data, 'a.csv'), `datetime;one;two;anomaly;changepoint\n${rows.join('\n')}\n`)
    writeFileSync(join(data, 'free.csv'), 'datetime;one\n2026-01-01 00:00:00;1\n')
    expect([...readSkab(data)]).toMatchObject([
      {
        name: 'a.csv',
        columns: [
          [0, 1, 2, 3, 4],
          [5, 5, 5, 5, 5],
        ],
        windows: [
          [1, 2],
          [4, 4],
        ],
      },
    ])
  })
})
