import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Consent,
  type Decision,
  decide,
  isInForce,
  mostDecisions,
  noConsent,
} from '#domain/people/consent.ts'

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
    ['a withdrawal recorded later reaches back as far as it says', '+10 -30 -0', '....'],
    ['a grant dated back reaches back as far as it says', '+20 +5', 'yyyy'],
    ['and ends where a withdrawal was dated', '+10 -20 +5', 'yy..'],
    ['also one that another withdrawal reached beyond', '+10 -20 -0 +5', 'yy..'],
    ['and begins anew with what was granted after that', '+10 -20 +30 +5', 'yy.y'],
    ['of the same moment the later recorded holds', '-10 +10 -20 +20', '.yyy'],
    ['at the very moment it holds', '+15 -25', '.y..'],
  ])('%s', (_, decisions, expected) => {
    expect(over(decisions)).toBe(expected)
  })

  const decision = fc.record({ granted: fc.boolean(), from: fc.nat(50), recordedAt: fc.nat() })
  const decisions = fc.array(decision)
  const decided = (list: readonly Decision[]) => list.reduce(decide, nobody)

  it('is withdrawn from the date of a withdrawal on, until a grant that is dated later', () => {
    fc.assert(
      fc.property(decisions, decision, fc.nat(60), (list, { from, recordedAt }, at) => {
        const consent = decide(decided(list), { granted: false, from, recordedAt })
        const before = isInForce(decided(list), at)
        expect(isInForce(consent, at)).toBe(at < from && before)
        expect(consent.version).toBe(list.length + 1)
        expect(consent.decisions.length).toBeLessThanOrEqual(51)
      }),
    )
  })

  it('is given by a grant from its date on, but nothing that is withdrawn later by date', () => {
    fc.assert(
      fc.property(decisions, decision, fc.nat(60), (list, { from, recordedAt }, at) => {
        const known = decided(list)
        const consent = decide(known, { granted: true, from, recordedAt })
        const isTaken = known.decisions.some(
          (one) => !one.granted && one.from > from && one.from <= at,
        )
        expect(isInForce(consent, at)).toBe(at < from || isTaken ? isInForce(known, at) : true)
      }),
    )
  })

  it('forgets no withdrawal but for a grant of the same moment', () => {
    fc.assert(
      fc.property(decisions, (list) => {
        const withdrawals = list.filter(
          ({ granted, from }, index) =>
            !granted &&
            !list.slice(index + 1).some((later) => later.granted && later.from === from),
        )
        const kept = decided(list).decisions.flatMap(({ granted, from }) => (granted ? [] : [from]))
        expect(new Set(kept)).toEqual(new Set(withdrawals.map(({ from }) => from)))
      }),
    )
  })

  it('can be withdrawn from a moment on however often somebody has agreed, and what was agreed before still holds', () => {
    const grants = Array.from({ length: mostDecisions }, (_, index) => `+${index + 1}`).join(' ')
    const full = course(`${grants} -300`)
    expect(Consent.safeParse(full).success).toBe(true)
    expect([0, 1, 299, 300, 400].map((at) => isInForce(full, at))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ])
  })

  it('takes a withdrawal also of whoever has decided as often as is kept', () => {
    const many = Array.from({ length: mostDecisions }, (_, index) => `-${index + 1}`).join(' ')
    expect(course(`${many} -0`).decisions).toMatchObject([{ granted: false, from: 0 }])
    expect(course(`${many} +0`).decisions).toHaveLength(mostDecisions + 1)
  })
})
