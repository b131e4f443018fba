import { describe, expect, it } from 'vitest'
import { hoursKnown } from '#domain/detect/daily-profile.ts'
import { describeLearning } from '#domain/detect/describe-learning.ts'
import { rarity } from '#domain/detect/rarity.ts'
import { learnedShare, newRarity, readingsToKnow } from '#domain/detect/rarity-state.ts'

const hour = 3_600_000
const monday = Date.UTC(2026, 2, 2)
const measure = { resolution: 0.1, min: 0, max: 100 }

/** A reading each five minutes, in those hours of the day that are asked for. */
function learningAfter(hours: number, speaks: (hourOfDay: number) => boolean = () => true) {
  let state = newRarity
  for (let at = monday; at <= monday + hours * hour; at += hour / 12) {
    if (!speaks(new Date(at).getUTCHours())) continue
    const reading = { at, value: 20 + 5 * Math.sin((at / hour / 12) * Math.PI) }
    state = rarity.learn(state, reading, measure, rarity.score(state, reading, measure))
  }
  return describeLearning({
    learned: learnedShare(state),
    hoursKnown: state.count < readingsToKnow ? null : hoursKnown(state.profile),
  })
}

describe('how far a detector has come, in words', () => {
  it.each([
    [2, 'learning: 2 %, what is rare here and its daily cycle not yet known'],
    [24, 'learning: 33 %, daily cycle not yet known'],
    [32, 'learning: 44 %, 8 of 24 hours of its day known'],
    [60, 'learning: 83 %'],
    [72, null],
  ])('after %i hours: %s', (hours, words) => {
    expect(learningAfter(hours)).toBe(words)
  })

  it('is not stuck where a sensor never speaks at night', () => {
    expect(learningAfter(240, (hourOfDay) => hourOfDay >= 8 && hourOfDay < 18)).toBe(
      'learned: 100 %, 10 of 24 hours of its day known',
    )
  })

  it('rounds down, and not a hundredth further', () => {
    expect(describeLearning({ learned: 0.29, hoursKnown: 0 })).toMatch('29 %')
    expect(describeLearning({ learned: 0.999, hoursKnown: 24 })).toBe('learning: 99 %')
  })
})
