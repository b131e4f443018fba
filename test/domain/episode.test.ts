import { describe, expect, it } from 'vitest'
import { advanceEpisode, type Episode, type EpisodePolicy, quiet } from '#domain/episode.ts'

const minute = 60_000
const policy: EpisodePolicy = {
  immediate: 4.5,
  sustained: 3,
  holdReadings: 3,
  calm: 1.5,
  calmMilliseconds: 5 * minute,
}
const scores: Readonly<Record<string, number>> = {
  '.': 0.5,
  '-': 1.5,
  o: 2.9,
  s: 3,
  '!': 4.4,
  '#': 4.5,
}
const letters = { quiet: 'q', pending: 'p', detected: 'D' } as const

/** A reading a minute: `.` calm, `-` no longer calm, `o` unusual, `s` and `!` surprising, `#` beyond doubt. */
function run(timeline: string) {
  let episode: Episode = quiet
  const events: string[] = []
  const states = [...timeline].map((letter, index) => {
    const step = advanceEpisode(episode, index * minute, scores[letter] ?? 0, policy)
    episode = step.episode
    if (step.event === 'detected' || step.event === 'cleared') events.push(`${step.event}@${index}`)
    return letters[episode.state]
  })
  return { states: states.join(''), events: events.join(' '), episode: episode as Episode }
}

describe('an episode', () => {
  it.each([
    ['stays quiet', '..-oo-..', 'qqqqqqqq', ''],
    ['needs three surprising readings in a row', '..!!!..', 'qqppDDD', 'detected@4'],
    ['needs exactly the score', 'sss', 'ppD', 'detected@2'],
    ['is forgotten when one of them is not', '!!o!!.', 'ppqppq', ''],
    ['needs only one that is beyond doubt', '..#..', 'qqDDD', 'detected@2'],
    ['may be cut short by one beyond doubt', '.!#.', 'qpDD', 'detected@2'],
    [
      'ends when it has been calm for long enough',
      '#....-.....#',
      'DDDDDDDDDDqD',
      'detected@0 cleared@10 detected@11',
    ],
    ['is not prolonged by what is calm', '#.....', 'DDDDDq', 'detected@0 cleared@5'],
    [
      'is prolonged by what is not calm, though it surprises nobody',
      '#--------.',
      'DDDDDDDDDD',
      'detected@0',
    ],
    ['does not flap on the edge', '#o.o.o.o.', 'DDDDDDDDD', 'detected@0'],
    ['begins anew after its end', '!!!.....!!!', 'ppDDDDDqppD', 'detected@2 cleared@7 detected@10'],
  ])('%s', (_, timeline, states, events) => {
    const outcome = run(timeline)
    expect({ states: outcome.states, events: outcome.events }).toEqual({ states, events })
  })

  it('remembers its first surprise, when it was sure, and the last that was not calm', () => {
    expect(run('..!!!-..').episode).toEqual({
      state: 'detected',
      onset: 2 * minute,
      detectedAt: 4 * minute,
      lastAt: 5 * minute,
    })
  })
})
