import type { Detector } from './detector.ts'
import { learnRarity } from './learn-rarity.ts'
import { newRarity, type Rarity, type RarityVerdict } from './rarity-state.ts'
import { scoreRarity } from './score-rarity.ts'

/**
 * Tells readings that are rarer than all that this sensor is remembered for, in one of four looks: the value against
 * its level or its course of day and week, the mean of some and of many readings, and the jump from the last ones.
 * Misses: drifts slower than a week, what only shows between sensors, a cycle that is not a day's or a week's.
 */
export const rarity: Detector<Rarity, RarityVerdict> = {
  name: 'rarity',
  version: 1,
  initial: newRarity,
  score: scoreRarity,
  learn: learnRarity,
}
