import type { ToldVerdict } from '#domain/api/verdicts.ts'
import type { VerdictAction } from './asking.ts'

export const questionWords: Record<
  VerdictAction,
  { title: string; button: string; effect: string }
> = {
  expected: {
    title: 'This was expected',
    button: 'Expected',
    effect: 'Next time the like is kept and counted, and opens no incident. You can take it back.',
  },
  real: {
    title: 'This was real',
    button: 'Real',
    effect: 'Next time the like is told sooner. You can take it back.',
  },
  'take-back': {
    title: 'Take the verdict back',
    button: 'Take back',
    effect: 'The detector is again as if it had not been given.',
  },
}

/** "Let pass 3 times" */
export function passedWords(passed: number): string {
  if (passed === 0) return 'Nothing has come since that it would have let pass'
  return `Let pass ${passed === 1 ? 'once' : `${passed} times`}`
}

/** A verdict that stands, or none: what was taken back leaves the question open. */
export function standing(told: ToldVerdict | undefined): ToldVerdict | undefined {
  return told?.verdict.state.status === 'standing' ? told : undefined
}
