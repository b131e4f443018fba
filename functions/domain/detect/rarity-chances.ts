import { rounded } from './rounded.ts'

/**
 * Makes a chance of a rarity: how rare one in 10, 100, 1,000 and 10,000 readings are is followed, up where too many are that
 * rare and down where too few are, so that in the long run what is said holds (Gibbs and Candès 2021). Beyond that the
 * tails of the peaks go on.
 */
export const usualChances: readonly number[] = [1, 1.7, 2.2, 2.6].map(rounded)

/** Chances keep their order, or a score would say two things. */
const leastApart = 0.1
/** Four looks are four chances to be rare (Bonferroni). */
const looksDecades = Math.log10(4)
/** An excursion is one event: it is news only while it grows twice as rare, or a hundred readings later. */
const [newsDecades, fadingShare] = [0.3, 0.99]

export function isNews(rarity: number, fading: number): boolean {
  return rarity > fading + newsDecades
}

export function fade(fading: number, rarity: number): number {
  return rounded(Math.max(rarity, fading * fadingShare))
}

/** Minus the decimal logarithm of the chance of a reading that is news. */
export function chanceOf(
  rarity: number,
  [tenth = 0, hundredth = 0, thousandth = 0, myriadth = thousandth + 1]: readonly number[],
): number {
  const single = rarity - looksDecades
  if (single >= myriadth) return 4 + single - myriadth
  if (single >= thousandth) return 3 + (single - thousandth) / (myriadth - thousandth)
  if (single >= hundredth) return 2 + (single - hundredth) / (thousandth - hundredth)
  const first = Math.min(tenth, hundredth - leastApart)
  if (single >= first) return 1 + (single - first) / (hundredth - first)
  return Math.max(0, single / first)
}

/** The same of one that only goes on as others did: never as rare as one in a hundred. */
export function chanceOfMore(rarity: number, [tenth = 0]: readonly number[]): number {
  const single = rarity - looksDecades
  return single < tenth ? Math.max(0, single / tenth) : Math.min(mostOfMore, 1 + single - tenth)
}
const mostOfMore = 1.99

/** What only goes on is a second time as rare as it was once: it counts among the one in ten, no further. */
export function learnChances(
  [tenth = 0, hundredth = 0, thousandth = 0, myriadth = thousandth + 1]: readonly number[],
  rarity: number,
  fading: number,
): readonly number[] {
  const single = rarity - looksDecades
  const news = isNews(rarity, fading) ? single : Number.NEGATIVE_INFINITY
  const last = follow(myriadth, news, 0.7, 0.0001)
  const rarest = Math.min(last - leastApart, follow(thousandth, news, 0.7, 0.001))
  const followed = follow(hundredth, news, 0.2, 0.01)
  const rarer = Math.max(2 * leastApart, Math.min(rarest - leastApart, followed))
  const rare = follow(tenth, single, 0.05, 0.1)
  return [rounded(Math.max(leastApart, rare)), rounded(rarer), rounded(rarest), rounded(last)]
}

/** `step` in decades for each reading that is rarer: three in a row show that the chance was wrong. */
function follow(chance: number, seen: number, step: number, share: number): number {
  return seen >= chance ? chance + step * (1 - share) : chance - step * share
}
