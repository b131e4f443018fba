import type { Finding } from '#domain/detect/cell-detector.ts'
import { formatClock } from '#domain/words.ts'
import type { LoopView } from './loop-gain.ts'
import type { Swings } from './swings.ts'

interface Standing {
  readonly slow: { readonly arousal: number; readonly setpoint: number }
  readonly swings: Swings
}

/** How far a window's mean strays from the last hours' where nothing runs away: a third of the scale over √40 people, thrice. */
const usualStray = 0.16

/** Nothing is found where nothing can be known; but what was told once is followed until it is over. */
export function findingOf(
  view: LoopView,
  { slow, swings }: Standing,
  arousal: number,
  at: number,
): Finding | null {
  if (view.kind === 'learning') return null
  const score = view.kind === 'identified' ? view.score : 0
  return {
    sensor: 'mood-arousal',
    score,
    value: arousal,
    expected: slow.arousal,
    low: slow.arousal - usualStray,
    high: slow.arousal + usualStray,
    severity: 'major',
    trouble: 'people and controller stir one another up',
    contributors: [
      { sensor: 'mood-arousal', label: 'Reported arousal', share: 0.5 },
      { sensor: 'temperature-setpoint', label: 'Temperature setpoint', share: 0.5 },
    ],
    reason: () =>
      `At ${formatClock(at)} people and controller stir one another up: ${describeLoop(view)}, and the setpoint swings by ${sizeOf(swings)} K, more than twice as far as usual. Freeze the setpoint at ${slow.setpoint.toFixed(1)} °C or damp the controller's answer.`,
  }
}

type Described =
  | Exclude<LoopView, { kind: 'identified' }>
  | Pick<Extract<LoopView, { kind: 'identified' }>, 'kind' | 'gain' | 'lower'>

/** Where the loop stands, in words, whether or not there is anything to find. */
export function describeLoop(view: Described): string {
  switch (view.kind) {
    case 'learning':
      return `learning: ${view.windows} of ${view.needed} windows`
    case 'not-identifiable':
      return view.because === 'no-steps'
        ? 'loop gain not identifiable: the setpoint has hardly moved in the last hours'
        : 'loop gain not identifiable: moods scatter too much to tell an answer from chance'
    case 'identified':
      return `loop gain ${view.gain.toFixed(1)}, with 97.5 % certainty above ${Math.max(0, view.lower).toFixed(1)}`
  }
}

function sizeOf({ sizes }: Swings): string {
  return (sizes.at(-1)?.[1] ?? 0).toFixed(1)
}
