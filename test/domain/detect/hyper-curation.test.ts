import { describe, expect, it } from 'vitest'
import { hyperCuration } from '#domain/detect/people/hyper-curation.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import {
  peopleCell,
  rowsOf,
  start,
  watch,
  windowMilliseconds,
  windowsPerHour,
} from '#test/support/people-cell.ts'

const day = 24 * windowsPerHour

/** `within`: how different people still are; `overTime`: how much their mean still moves. */
const courseOf = (from: number, within: number, overTime: number) => (window: number) => {
  const [people, time] = window < from ? [1, 1] : [within, overTime]
  return {
    'mood-variety': people * (0.33 + 0.03 * gaussian(1, window)),
    'mood-valence': 0.25 + time * 0.05 * gaussian(2, window),
    'mood-arousal': 0.02 + time * 0.05 * gaussian(3, window),
  }
}

describe('hyper-curation', () => {
  it('is told within three hours of moods that stop varying, with the reason in figures', () => {
    const { anomalies } = watch(hyperCuration, rowsOf(3 * day, courseOf(2 * day, 0.1, 0.1)))
    expect(anomalies.map(({ state }) => state)).toEqual(['detected'])
    const onset = start + 2 * day * windowMilliseconds
    expect(anomalies[0]?.detectedAt).toBeGreaterThan(onset)
    expect(anomalies[0]?.detectedAt).toBeLessThan(onset + 36 * windowMilliseconds)
    expect(anomalies[0]?.reason).toMatch(/people differ by \d+ % of what is usual here/)
  })

  it.each([
    ['people become alike while their mean goes on moving', 0.1, 1],
    ['the mean rests while people stay different', 1, 0.1],
    ['a third is lost, which may happen', 0.67, 0.67],
    ['all is well', 1, 1],
  ])('is not told where %s', (_, within, overTime) => {
    const rows = rowsOf(3 * day, courseOf(2 * day, within, overTime))
    expect(watch(hyperCuration, rows).anomalies).toEqual([])
  })

  it('is not told of a cell that was never different, nor before three hours are known', () => {
    expect(watch(hyperCuration, rowsOf(3 * day, courseOf(0, 0.1, 0.1))).anomalies).toEqual([])
    const early = rowsOf(4 * windowsPerHour, courseOf(windowsPerHour, 0.1, 0.1))
    expect(watch(hyperCuration, early).anomalies).toEqual([])
  })

  it('does not take a silence for a rest', () => {
    const silent = rowsOf(4 * day, (window) =>
      window >= 2 * day && window < 3 * day ? {} : courseOf(9 * day, 1, 1)(window),
    )
    expect(watch(hyperCuration, silent).anomalies).toEqual([])
    const learnt = (windows: readonly number[]) => {
      let state = hyperCuration.initial
      for (const row of rowsOf(30, courseOf(90, 1, 1)))
        if (windows.includes((row.at - start) / windowMilliseconds))
          state = hyperCuration.step(state, row, peopleCell()).state
      return state.restlessness.count
    }
    expect([learnt([4, 5]), learnt([4, 6]), learnt([4, 7])]).toEqual([1, 1, 0])
  })
})
