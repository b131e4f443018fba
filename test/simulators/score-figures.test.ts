import { describe, expect, it } from 'vitest'
import { bestThreshold, playedAt } from '#simulators/replay/score/best-threshold.ts'
import { byFile } from '#simulators/replay/score/by-file.ts'
import { calibration } from '#simulators/replay/score/calibration.ts'
import type { Recording } from '#simulators/replay/score/recording.ts'
import { tally } from '#simulators/replay/score/tally.ts'
import { vusPr } from '#simulators/replay/score/vus-pr.ts'

type Span = readonly [number, number]

function recordingOf(windows: readonly Span[], rows = 1_000): Recording {
  const times = Array.from({ length: rows }, (_, row) => Date.UTC(2026, 0, 1) + row * 300_000)
  return { name: 'a.csv', times, columns: [times.map(() => 1)], windows, probation: 150 }
}

/** Scores by row, 0 where none is given. */
function rated(windows: readonly Span[], given: Readonly<Record<number, number>>) {
  const recording = recordingOf(windows)
  const ratings = Float64Array.from(recording.times, (_, row) => given[row] ?? 0)
  const one = { alarms: [], active: new Uint8Array(1_000), ratings, readings: [ratings] }
  return { recording, played: one }
}

describe('the volume under the surface of precision and recall', () => {
  it('is 1 where every labelled row is ranked before all others', () => {
    expect(vusPr([0, 0, 3, 0], [[2, 2]])).toBe(1)
  })

  it('is the share of labelled rows where nothing is ranked', () => {
    expect(vusPr([1, 1, 1, 1, 1], [[2, 2]])).toBe(1 / 5)
  })

  it('takes half of the recall while only one of two labels is told', () => {
    // At 2: recall 1/2, of 1 of 2 labels, precision 1. At 0: recall 1, precision 2/5.
    expect(
      vusPr(
        [0, 2, 0, 0, 0],
        [
          [1, 1],
          [3, 3],
        ],
      ),
    ).toBeCloseTo(0.25 + 0.75 * 0.4, 12)
  })

  it('counts a row beside a label in part, for as many buffers as reach it', () => {
    // Labels of two rows have buffers of 0, 1 and 2; the last reaches a row, which weighs √½.
    const beside = Math.SQRT1_2
    const recall = beside / (2 + beside / 2)
    const widest = recall * beside + (1 - recall) * ((2 + 2 * beside) / 6)
    expect(vusPr([0, 5, 0, 0, 0, 0], [[2, 3]])).toBeCloseTo((1 / 3 + 1 / 3 + widest) / 3, 12)
  })

  it('takes labels that touch as one, in whatever order they stand', () => {
    const ratings = [0, 1, 2, 0, 4, 0, 1]
    expect(
      vusPr(ratings, [
        [3, 4],
        [1, 2],
      ]),
    ).toBe(vusPr(ratings, [[1, 4]]))
    expect(
      vusPr(ratings, [
        [3, 4],
        [1, 2],
      ]),
    ).not.toBe(vusPr(ratings, [[3, 4]]))
  })

  it('has nothing to say where nothing is labelled', () => {
    expect(vusPr([1, 2, 3], [])).toBeNull()
  })
})

describe('the best threshold', () => {
  it('catches the window although a false alarm ratings higher, and no lower row', () => {
    const one = rated([[500, 599]], { 300: 5, 510: 3, 700: 2 })
    expect(bestThreshold([one])).toBe(3)
    expect(playedAt(one, 3).alarms).toEqual([300, 510])
    expect(playedAt(one, 3).active[510]).toBe(1)
  })

  it('counts rows of the same score together', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, row) => [600 + row, 3]))
    const one = rated([[200, 299]], { ...many, 200: 3, 290: 4 })
    expect(bestThreshold([one])).toBe(4)
  })

  it('is one for all series, and none where silence is worth more', () => {
    const found = rated([[500, 599]], { 500: 4 })
    const noisy = rated(
      [],
      Object.fromEntries(Array.from({ length: 30 }, (_, row) => [200 + row, 4])),
    )
    expect(bestThreshold([found])).toBe(4)
    expect(bestThreshold([found, noisy])).toBeNull()
    expect(playedAt(found, null).alarms).toEqual([])
  })

  it('does not look at rows to learn from', () => {
    const early = Object.fromEntries(Array.from({ length: 40 }, (_, row) => [100 + row, 9]))
    expect(bestThreshold([rated([[500, 599]], { ...early, 500: 4 })])).toBe(4)
  })
})

describe('windows within the rows to learn from', () => {
  it('count neither as found nor as missed', () => {
    const recording = recordingOf([
      [20, 60],
      [500, 599],
    ])
    const of = (alarms: number[]) =>
      tally([{ recording, played: { alarms, active: new Uint8Array(1_000) } }])
    expect(of([500])).toMatchObject({ nab: { standard: 100, lowFn: 100 }, events: { recall: 1 } })
    expect(of([])).toMatchObject({ nab: { standard: 0 }, events: { recall: 0 } })
  })
})

describe('the figures by file', () => {
  it('sum up to the score of all, and count windows, finds and false alarms of each', () => {
    const alarming = (one: ReturnType<typeof rated>, alarms: number[]) => ({
      ...one,
      played: { ...one.played, alarms },
    })
    const all = [
      alarming(
        rated(
          [
            [20, 60],
            [500, 599],
          ],
          {},
        ),
        [30, 520, 300],
      ),
      alarming(rated([], {}), [400]),
      alarming(rated([[700, 701]], { 700: 2, 701: 2 }), []),
    ]
    const files = byFile(all)
    expect(files).toMatchObject([
      { windows: 1, found: 1, falseAlarms: 1 },
      { windows: 0, found: 0, falseAlarms: 1, vusPr: null },
      { windows: 1, found: 0, falseAlarms: 0, standard: 0, vusPr: 1 },
    ])
    const sum = files.reduce((total, { standard }) => total + (standard ?? 0), 0)
    expect(sum).toBeCloseTo(tally(all).nab.standard ?? 0, 3)
  })
})

describe('the calibration', () => {
  const ratiosOf = (windows: readonly Span[], score: (row: number) => number) => {
    const recording = { ...recordingOf(windows, 20_150) }
    const readings = [Float64Array.from(recording.times, (_, row) => score(row))]
    return calibration([{ recording, played: { readings } }])
  }
  /** Exactly as many rows reach each score as its chance says. */
  const right = (row: number) => -Math.log10((((row - 150) * 7_919) % 20_000) / 20_000 + 1 / 40_000)

  it('has ratios of 1 where ratings are what they say', () => {
    const { outsideWindows } = ratiosOf([], right)
    expect(outsideWindows.map(({ ratio }) => ratio)).toEqual([1, 1, 1, 1])
    expect(outsideWindows.map(({ reached }) => reached)).toEqual([2_000, 200, 20, 2])
  })

  it('shows ratings that promise too much', () => {
    const { outsideWindows } = ratiosOf([], (row) => right(row) + 1)
    expect(outsideWindows.map(({ ratio }) => ratio)).toEqual([10, 10, 10, 10])
  })

  it('leaves out labelled rows, rows to learn from and readings without a score', () => {
    const { outsideWindows, beforeWindows } = ratiosOf([[150, 159]], (row) => {
      if (row < 160) return 9
      return row < 10_150 ? Number.NaN : 0
    })
    expect(outsideWindows[0]).toEqual({
      ...{ stated: 0.1, readings: 10_000, reached: 0, observed: 0, ratio: 0 },
    })
    expect(beforeWindows[0]).toMatchObject({ readings: 0, observed: null, ratio: null })
  })
})
