import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, isInForce, noConsent } from '#domain/people/consent.ts'

const nobody = noConsent('quarter', 'p-1234', 'aggregates')
/** `+10` grants from 10 on, `-20` withdraws from 20 on, in the order they are recorded. */
const course = (text: string) =>
  text
    .split(' ')
    .filter(Boolean)
    .reduce(
      (consent, word, index) =>
        decide(consent, {
          granted: word.startsWith('+'),
          from: Number(word.slice(1)),
          recordedAt: 1_000 + index,
        }),
      nobody,
    )
const over = (text: string) =>
  [5, 15, 25, 35].map((at) => (isInForce(course(text), at) ? 'y' : '.')).join('')

describe('consent in event time', () => {
  it.each([
    ['nobody has agreed to anything', '', '....'],
    ['a grant holds from its time on', '+10', '.yyy'],
    ['a withdrawal ends it from its own time on', '+10 -20', '.y..'],
    ['a withdrawal for all times leaves nothing', '+10 -0', '....'],
    ['a new grant begins anew', '+10 -20 +30', '.y.y'],
    ['a later decision reaches back as far as it says', '+10 -20 +5', 'yyyy'],
    ['at the very moment it holds', '+15 -25', '.y..'],
  ])('%s', (_, decisions, expected) => {
    expect(over(decisions)).toBe(expected)
  })

  it('is what the last decision recorded that reaches the moment says, though fewer are kept', () => {
    const decision = fc.record({ granted: fc.boolean(), from: fc.nat(50), recordedAt: fc.nat() })
    fc.assert(
      fc.property(fc.array(decision), fc.nat(60), (decisions, at) => {
        const consent = decisions.reduce(decide, nobody)
        const reaching = decisions.filter(({ from }) => from <= at).at(-1)
        expect(isInForce(consent, at)).toBe(reaching?.granted ?? false)
        expect(consent.version).toBe(decisions.length)
        expect(consent.decisions.length).toBeLessThanOrEqual(51)
      }),
    )
  })
})
