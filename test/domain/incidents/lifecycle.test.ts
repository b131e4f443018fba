import { describe, expect, it } from 'vitest'
import { followLifecycle, type SignalStep } from '#domain/incidents/lifecycle.ts'
import { type LifecyclePolicy, usualLifecycle } from '#domain/incidents/lifecycle-policy.ts'
import type { PersonAction } from '#domain/incidents/person-action.ts'
import type { Severity } from '#domain/severity.ts'

const minute = 60_000

/** A minute is a sign. Samples: . calm, i w m c by severity. People: a acknowledge, r resolve, o open again. */
const severities: Record<string, Severity | null> = {
  '.': null,
  i: 'info',
  w: 'warning',
  m: 'major',
  c: 'critical',
}
const deeds: Record<string, 'acknowledge' | 'resolve' | 'reopen'> = {
  a: 'acknowledge',
  r: 'resolve',
  o: 'reopen',
}

const policy: LifecyclePolicy = {
  hold: { critical: 0, major: 60, warning: 120, info: 120 },
  settle: 180,
  reopen: 3_600,
  stepDown: 120,
  flapping: { returns: 3, within: 1_200, settle: 420 },
}

function signalsOf(samples: string): SignalStep[] {
  return [...samples].flatMap((sign, index) => {
    const severity = severities[sign] ?? null
    if (sign === samples[index - 1] || (index === 0 && severity === null)) return []
    return [{ at: index * minute, active: severity ? 1 : 0, severity }]
  })
}

function actionsOf(people: string): PersonAction[] {
  return [...people].flatMap((sign, index) => {
    const kind = deeds[sign]
    return kind ? [{ kind, at: index * minute, by: 'Ada', version: index + 1 }] : []
  })
}

/** At each minute: - nothing yet, p pending, o open, a acknowledged, r recovering, x over; capital while flapping. */
function statesOf(samples: string, people = '', by: LifecyclePolicy = policy): string {
  const length = Math.max(samples.length, people.length)
  return Array.from({ length }, (_, index) => {
    const seen = signalsOf(samples.slice(0, index + 1))
    const done = actionsOf(people.slice(0, index + 1))
    const life = followLifecycle(seen, done, index * minute, by)
    if (life.transitions.length === 0 && done.length === 0) return '-'
    const sign = { pending: 'p', open: 'o', acknowledged: 'a', recovering: 'r', resolved: 'x' }[
      life.state.status
    ]
    return life.flapping ? sign.toUpperCase() : sign
  }).join('')
}

describe('an incident', () => {
  it.each([
    // Hold: a warning for two minutes, a major for one, a critical not at all.
    ['..www..', '', '--pporr'],
    ['..w....', '', '--pxxxx'],
    ['..mm...', '', '--porrr'],
    ['..cc...', '', '--oorrr'],
    // What never opened holds anew.
    ['w..www', '', 'pxxppo'],
    // What gets worse while it is held opens by the shorter hold.
    ['wc..', '', 'porr'],
    // Calm for three minutes is over.
    ['cc......', '', 'oorrrxxx'],
    // What comes back sooner is open as it was.
    ['cc..cc..', '', 'oorroorr'],
    // And acknowledged as it was.
    ['cc..cc......', '.a', 'oarraarrrxxx'],
    // What comes back when it is over is open again, and somebody must take it on again.
    ['cc.....cc....', '.a', 'oarrrxxoorrrx'],
    // What becomes worse than it was taken on as calls anew; what was as bad then does not.
    ['mmmccc', '..a', 'poaooo'],
    ['mmmccc', '..a.a', 'poaoaa'],
    ['ccmmmmcc', '.a', 'oaaaaaaa'],
    // A person's word that it is over holds, but not for what is worse.
    ['mmmmmm', '..r', 'poxxxx'],
    ['mmmmcc', '..r', 'poxxoo'],
  ])('of %s, with people %j, goes %s', (samples, people, states) => {
    expect(statesOf(samples, people)).toBe(states)
  })

  it.each([
    ['acknowledged while it is held opens at once', 'www', 'a', 'aaa'],
    [
      'acknowledged while it recovers stays recovering, and is acknowledged when it returns',
      'cc..cc',
      '...a',
      'oorraa',
    ],
    ['acknowledged when it is over stays over', 'cc......', '......a', 'oorrrxxx'],
    ['resolved while it shows stays over', 'ccccc', '..r', 'ooxxx'],
    ['resolved while it recovers is over', 'cc...', '...r', 'oorxx'],
    ['opened again is open until it is calm anew', 'cc........', '..r..o..', 'ooxxxooooo'],
    ['opened again while it still shows recovers by itself', 'cccccc.....', '..r.o', 'ooxxoorrrxx'],
  ])('%s', (_, samples, people, states) => {
    expect(statesOf(samples, people)).toBe(states)
  })
})

describe('flapping', () => {
  it('is told at the third return, and calm must then last longer', () => {
    expect(statesOf('c.c.c.c.........')).toBe('orororORRRRRRRXX')
  })

  it('counts its returns and says since when', () => {
    const life = followLifecycle(signalsOf('c.c.c.c.c'), [], 8 * minute, policy)
    expect(life.flapping).toEqual({ since: 2 * minute, returns: 4 })
    expect(life.transitions.filter(({ kind }) => kind === 'flapping')).toHaveLength(1)
  })

  it('is not, when the returns are far apart', () => {
    expect(statesOf(`c..${'c'.repeat(9)}..${'c'.repeat(9)}..c`)).not.toMatch(/[A-Z]/)
  })
})

describe('severity', () => {
  const severityAt = (samples: string) =>
    [...samples]
      .map((_, index) => {
        const seen = signalsOf(samples.slice(0, index + 1))
        return followLifecycle(seen, [], index * minute, policy).severity.charAt(0)
      })
      .join('')

  it.each([
    ['steps up at once', 'wwmmcc', 'wwmmcc'],
    ['steps down after two minutes', 'cccwwww', 'cccccww'],
    ['steps down to the worst of those minutes', 'cccwmww', 'cccccmm'],
    ['stays, when it was milder for a moment', 'ccwccww', 'ccccccc'],
    ['stays while it recovers', 'cc..', 'cccc'],
  ])('%s', (_, samples, expected) => {
    expect(severityAt(samples)).toBe(expected)
  })

  it('keeps the worst it has been', () => {
    const life = followLifecycle(signalsOf('wcwwww'), [], 5 * minute, policy)
    expect(life).toMatchObject({ severity: 'warning', peak: 'critical' })
  })
})

describe('as shipped', () => {
  it('opens at once, is over after ten calm minutes, and flaps from three returns an hour on', () => {
    expect(statesOf(`w${'.'.repeat(11)}`, '', usualLifecycle)).toBe(`o${'r'.repeat(10)}x`)
    expect(statesOf('w.w.w.w.', '', usualLifecycle)).toBe('orororOR')
  })
})
