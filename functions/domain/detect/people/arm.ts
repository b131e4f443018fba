/**
 * One side of a loop: how strongly it answers the other, by a regression that forgets. An answer may come through
 * one lag or through two, as that of the room before people's own, so that its delay is left open. The gain is the
 * size of the answer over the size of what was heard of the other side; what is not explained by it is no answer.
 */
export interface Arm {
  /** Weight of all that is remembered. */
  readonly weight: number
  /** Sums of products: of what was asked through one lag and through two, and of the answer. */
  readonly oneOne: number
  readonly oneTwo: number
  readonly twoTwo: number
  readonly oneAnswer: number
  readonly twoAnswer: number
  readonly answerAnswer: number
  /** Of what was asked, and of what the answer leaves unexplained, each with its window before. */
  readonly asked: Likeness
  readonly rest: Likeness
}

/** How alike neighbouring windows are. */
interface Likeness {
  readonly last: number
  readonly squares: number
  readonly products: number
}

export interface Asked {
  readonly one: number
  readonly two: number
}

export interface Gain {
  readonly gain: number
  readonly error: number
}

const unlike: Likeness = { last: 0, squares: 0, products: 0 }

export const noArm: Arm = {
  weight: 0,
  oneOne: 0,
  oneTwo: 0,
  twoTwo: 0,
  oneAnswer: 0,
  twoAnswer: 0,
  answerAnswer: 0,
  asked: unlike,
  rest: unlike,
}

/** Through one lag and through two. */
const regressors = 2
/** Fewer remembered windows than this fit anything. */
const leastWindows = 12
/** Neighbouring windows of one signal are never quite the same. */
const mostLikeness = 0.95
/** What was asked through two lags must differ this much from what came through one, or they cannot be told apart. */
const leastDifference = 1e-6

/** `keep`, 0 to 1: what is left of the past after this window. */
export function learnArm(arm: Arm, { one, two }: Asked, answer: number, keep: number): Arm {
  const [throughOne, throughTwo] = coefficientsOf(arm) ?? [0, 0]
  return {
    weight: keep * arm.weight + 1,
    oneOne: keep * arm.oneOne + one * one,
    oneTwo: keep * arm.oneTwo + one * two,
    twoTwo: keep * arm.twoTwo + two * two,
    oneAnswer: keep * arm.oneAnswer + one * answer,
    twoAnswer: keep * arm.twoAnswer + two * answer,
    answerAnswer: keep * arm.answerAnswer + answer * answer,
    asked: likenessWith(arm.asked, one, keep),
    rest: likenessWith(arm.rest, answer - throughOne * one - throughTwo * two, keep),
  }
}

/** Null where the other side never asked anything, or too little is remembered. */
export function gainOf(arm: Arm): Gain | null {
  const coefficients = coefficientsOf(arm)
  const independent = independentWindows(arm)
  if (arm.weight < leastWindows || coefficients === null || independent <= 3) return null
  const [one, two] = coefficients
  const explained = one * arm.oneAnswer + two * arm.twoAnswer
  const unexplained = Math.max(0, arm.answerAnswer - explained) / arm.weight
  // Per independent window; chance alone explains that much for each regressor, so it is taken off.
  const chance = unexplained / (independent - regressors)
  const heard = arm.oneOne / arm.weight
  const answer = Math.max(0, explained / arm.weight - regressors * chance)
  return { gain: Math.sqrt(answer / heard), error: Math.sqrt(chance / heard) }
}

function coefficientsOf(arm: Arm): readonly [number, number] | null {
  const determinant = determinantOf(arm)
  if (!(determinant > leastDifference * arm.oneOne * arm.twoTwo)) return null
  return [
    (arm.twoTwo * arm.oneAnswer - arm.oneTwo * arm.twoAnswer) / determinant,
    (arm.oneOne * arm.twoAnswer - arm.oneTwo * arm.oneAnswer) / determinant,
  ]
}

function determinantOf({ oneOne, oneTwo, twoTwo }: Arm): number {
  return oneOne * twoTwo - oneTwo * oneTwo
}

function likenessWith({ last, squares, products }: Likeness, value: number, keep: number) {
  return {
    last: value,
    squares: keep * squares + value * value,
    products: keep * products + value * last,
  }
}

/** Bartlett: windows that resemble their neighbours on both sides count for fewer. */
function independentWindows({ weight, asked, rest }: Arm): number {
  const likeness = Math.max(0, likenessOf(asked) * likenessOf(rest))
  return (weight * (1 - likeness)) / (1 + likeness)
}

function likenessOf({ squares, products }: Likeness): number {
  if (squares === 0) return 0
  return Math.max(-mostLikeness, Math.min(mostLikeness, products / squares))
}
