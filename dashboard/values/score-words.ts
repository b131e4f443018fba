import { formatChance } from '#domain/words.ts'

/** A surprise of 4.6 is a chance of one in 10^4.6; people read "1 in 40,000" more easily. */
export function scoreWords(score: number): string {
  return score < 0.2 ? 'nothing unusual' : formatChance(score)
}
