import { relax, squash } from '#simulators/feeds/noise/exact-math.ts'
import type { Traits } from './traits.ts'

export interface Mood {
  readonly valence: number
  readonly arousal: number
}

export interface MoodInputs {
  readonly traits: Traits
  readonly celsius: number
  readonly co2: number
  readonly setpoint: number
  /** The hour's usual setpoint: people notice how far the controller strays from it. */
  readonly usualSetpoint: number
  /** How much livelier this hour is than the day's mean. */
  readonly bustle: number
  readonly valenceDrift: number
  readonly arousalDrift: number
  /** 1 is how strongly people usually answer their surroundings. */
  readonly answer: number
  /** 1, or less where ups and downs are smoothed away. */
  readonly liveliness: number
}

/** A feeling shared in a room changes over minutes. */
const moodSeconds = 540

/** Warmth and stale air stir people up (Wyon 2004 finds 2 to 3 K enough), a controller that strays does too. */
export function advanceMood(mood: Mood, inputs: MoodInputs, seconds: number): Mood {
  const { traits, answer } = inputs
  const warmth = inputs.celsius - traits.comfortCelsius
  const strays = inputs.setpoint - inputs.usualSetpoint
  const stale = Math.max(0, (inputs.co2 - 800) / 800)
  const discomfort = squash((warmth * warmth) / 9)
  const uneasy = squash((answer * Math.abs(strays)) / 12)
  const valence =
    traits.valence + inputs.valenceDrift - 0.4 * discomfort - 0.2 * stale - 0.35 * uneasy
  const stirred = answer * (0.045 * warmth + 0.025 * strays)
  const arousal = traits.arousal + inputs.bustle + inputs.arousalDrift + stirred + 0.08 * stale
  const dulled = (felt: number, usual: number) =>
    inputs.liveliness === 1 ? felt : usual + inputs.liveliness * (felt - usual)
  return {
    valence: relax(mood.valence, squash(dulled(valence, traits.valence)), seconds, moodSeconds),
    arousal: relax(mood.arousal, squash(dulled(arousal, traits.arousal)), seconds, moodSeconds),
  }
}
