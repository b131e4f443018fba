import type { Action, Deed } from './act.ts'

interface ActionWords {
  readonly title: string
  readonly button: string
  readonly effect: string
}

const words: Record<Action, ActionWords> = {
  acknowledge: {
    title: 'Acknowledge the incident',
    button: 'Acknowledge',
    effect: 'You take it on, and others see that you did.',
  },
  resolve: {
    title: 'Resolve the incident',
    button: 'Resolve',
    effect: 'You declare it over. It stays in the history.',
  },
  reopen: {
    title: 'Reopen the incident',
    button: 'Reopen',
    effect: 'It is not over: it stands in the queue again.',
  },
  assign: {
    title: 'Assign the incident',
    button: 'Assign',
    effect: 'Others see who has it. Leave it empty to give it back to nobody.',
  },
  comment: {
    title: 'Comment on the incident',
    button: 'Comment',
    effect: 'It is kept in the timeline, with your name and the time.',
  },
  expected: {
    title: 'All of it was expected',
    button: 'Expected',
    effect: 'Every anomaly in it is called expected, and its detectors learn to let the like pass.',
  },
  real: {
    title: 'It was real trouble',
    button: 'Real',
    effect: 'Every anomaly in it is called real, and its detectors learn to keep watching for it.',
  },
  'not-the-cause': {
    title: 'Not the cause',
    button: 'Not the cause',
    effect: 'The causes are ranked again without it, and the timeline says that you ruled it out.',
  },
}

export function wordsOf(deed: Deed): ActionWords {
  const told = words[deed.action]
  return deed.action === 'not-the-cause'
    ? { ...told, title: `${deed.name} is not the cause` }
    : told
}
