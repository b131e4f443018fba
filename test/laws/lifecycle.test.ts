import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyAction } from '#domain/incidents/apply-action.ts'
import { actionsOf, type Incident } from '#domain/incidents/incident.ts'
import { followLifecycle, type SignalStep } from '#domain/incidents/lifecycle.ts'
import { usualLifecycle } from '#domain/incidents/lifecycle-policy.ts'
import type { PersonAction } from '#domain/incidents/person-action.ts'
import { type Severity, severityRank } from '#domain/severity.ts'
import { anomaly, start } from '#test/support/anomalies.ts'
import { type Happening, track } from '#test/support/tracking.ts'

const minute = 60_000
const hours = fc.integer({ min: 0, max: 300 })
const severity = fc.constantFrom<Severity | null>('critical', 'major', 'warning', 'info', null)
const signals: fc.Arbitrary<SignalStep[]> = fc
  .uniqueArray(fc.tuple(hours, severity), { maxLength: 20, selector: ([at]) => at })
  .map((steps) =>
    steps
      .toSorted(([a], [b]) => a - b)
      .map(([at, worst]) => ({ at: at * minute, active: worst ? 1 : 0, severity: worst })),
  )
const kind = fc.constantFrom<PersonAction['kind']>(
  ...([
    'acknowledge',
    'assign',
    'comment',
    'resolve',
    'reopen',
    'feedback',
    'not-the-cause',
  ] as const),
)
const actions: fc.Arbitrary<PersonAction[]> = fc
  .array(fc.tuple(kind, hours), { maxLength: 8 })
  .map((all) =>
    all
      .toSorted(([, a], [, b]) => a - b)
      .map(([what, at], index): PersonAction => {
        const said = { at: at * minute, by: `p${index}`, version: index + 1 }
        if (what === 'assign') return { ...said, kind: what, to: 'Bo' }
        if (what === 'feedback') return { ...said, kind: what, verdict: 'real' }
        if (what === 'not-the-cause') return { ...said, kind: what, cell: 'pump' }
        return { ...said, kind: what }
      }),
  )

const follow = (seen: readonly SignalStep[], done: readonly PersonAction[], until = 1_000) =>
  followLifecycle(seen, done, until * minute, usualLifecycle)

it('any order in which events are heard of leads to the same state', () => {
  const heard = fc
    .tuple(signals, actions)
    .chain(([seen, done]) =>
      fc.tuple(
        fc.constant([seen, done] as const),
        fc.shuffledSubarray(seen, { minLength: seen.length }),
        fc.shuffledSubarray(done, { minLength: done.length }),
      ),
    )
  fc.assert(
    fc.property(heard, ([[seen, done], seenLate, doneLate]) => {
      expect(follow(seenLate, doneLate)).toEqual(follow(seen, done))
    }),
  )
})

it('looking more often changes nothing: time passes at its own moments', () => {
  fc.assert(
    fc.property(signals, actions, fc.array(hours), (seen, done, looks) => {
      const whole = follow(seen, done)
      for (const look of looks) {
        const part = follow(
          seen.filter(({ at }) => at <= look * minute),
          done.filter(({ at }) => at <= look * minute),
          look,
        )
        expect(whole.transitions.slice(0, part.transitions.length)).toEqual(part.transitions)
      }
    }),
  )
})

it('what a person did last about a thing holds until something newer undoes it, or something worse calls', () => {
  fc.assert(
    fc.property(signals, actions, (seen, done) => {
      const life = follow(seen, done)
      const assigned = done.findLast((one) => one.kind === 'assign')
      expect(life.assignee).toBe(assigned ? 'Bo' : null)
      const ended = done.findLast((one) => one.kind === 'resolve' || one.kind === 'reopen')
      if (ended?.kind !== 'resolve') return
      const then = follow(
        seen.filter(({ at }) => at <= ended.at),
        done,
        ended.at / minute,
      )
      const worse = seen.some(
        ({ at, severity }) =>
          at > ended.at &&
          severity !== null &&
          severityRank(severity) < severityRank(then.severity),
      )
      if (worse) return
      expect(life.state).toEqual({ status: 'resolved', resolvedBy: ended.by, resolvedAt: ended.at })
    }),
  )
})

it("replaying an incident's anomalies and actions gives its state, and keeps every action in order", () => {
  const deeds = fc.array(
    fc.record({
      kind: fc.constantFrom('acknowledge', 'comment', 'resolve', 'reopen' as const),
      at: hours,
    }),
    { maxLength: 6 },
  )
  const anomalies = fc.array(fc.record({ onset: hours, lasted: fc.integer({ min: 1, max: 60 }) }), {
    minLength: 1,
    maxLength: 5,
  })
  fc.assert(
    fc.property(anomalies, deeds, (wanted, people) => {
      const told = wanted.map(({ onset, lasted }): Happening => {
        const one = anomaly({ cell: 'pump', onset, clearedAt: onset + lasted })
        return { kind: 'anomaly', anomaly: one }
      })
      const before = track(told)
      const [first] = before.incidents.values()
      if (!first) return
      const acted = people.reduce((incident, deed) => {
        const { kind: what, at } = deed
        const outcome = applyAction(incident, { kind: what, by: 'Ada' }, start + at * minute)
        return outcome.kind === 'applied' ? outcome.incident : incident
      }, first)
      const person: Happening = { kind: 'person', act: () => acted }
      const live = track([person, { kind: 'time', at: start + 900 * minute }], before)
      const after = live.incidents.get(first.id)
      expect(after && actionsOf(after)).toEqual(actionsOf(acted))
      const again = track([...told, person, { kind: 'time', at: start + 900 * minute }])
      expect(stateOf(again.incidents.get(first.id))).toEqual(stateOf(after))
    }),
  )
})

function stateOf(incident: Incident | undefined) {
  if (!incident) return undefined
  const { version: _, ...rest } = incident
  return rest
}
