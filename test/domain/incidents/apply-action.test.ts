import { describe, expect, it } from 'vitest'
import { IncidentAction } from '#domain/api/incidents.ts'
import { applyAction, type WishedAction } from '#domain/incidents/apply-action.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { anomaly, start } from '#test/support/anomalies.ts'
import { track } from '#test/support/tracking.ts'

const now = start + 3_600_000
const [open] = [
  ...track([{ kind: 'anomaly', anomaly: anomaly({ cell: 'pump', onset: 0 }) }]).incidents.values(),
]
if (!open) throw new Error('The test has no incident.')
const acknowledged = after(open, { kind: 'acknowledge', by: 'Ada' }, now - 600_000)
const resolved: Incident = {
  ...open,
  state: { status: 'resolved', resolvedBy: 'hyphae', resolvedAt: now - 30_000 },
}

function after(incident: Incident, wished: WishedAction, at: number): Incident {
  const outcome = applyAction(incident, wished, at)
  if (outcome.kind !== 'applied') throw new Error(outcome.message)
  return outcome.incident
}

describe('an action', () => {
  it.each([
    ['acknowledge', open, { status: 'acknowledged', acknowledgedBy: 'Bo', acknowledgedAt: now }],
    ['resolve', open, { status: 'resolved', resolvedBy: 'Bo', resolvedAt: now }],
    ['resolve', acknowledged, { status: 'resolved', resolvedBy: 'Bo', resolvedAt: now }],
  ] as const)('to %s is applied, told, and keeps the rest', (kind, incident, state) => {
    const done = kind === 'resolve' ? 'resolved' : 'acknowledged'
    const text =
      kind === 'resolve' ? 'Resolved by Bo: was a bird' : 'Acknowledged by Bo: was a bird'
    const version = incident.version + 1
    const action = { kind, by: 'Bo', comment: 'was a bird', at: now, version }
    expect(applyAction(incident, { kind, by: 'Bo', comment: 'was a bird' }, now)).toEqual({
      kind: 'applied',
      message: `${done} by Bo`,
      incident: {
        ...incident,
        ...{ state, version, actions: [...(incident.actions ?? []), action] },
        timeline: [...incident.timeline, { at: now, kind: done, by: 'Bo', text }],
      },
    })
  })

  it('needs no comment', () => {
    const outcome = applyAction(open, { kind: 'resolve', by: 'Bo' }, now)
    expect(outcome.kind === 'applied' && outcome.incident.timeline.at(-1)?.text).toBe(
      'Resolved by Bo.',
    )
  })

  it.each([
    ['acknowledge', acknowledged, 'already acknowledged by Ada, 10 min ago'],
    ['acknowledge', resolved, 'already resolved by hyphae, 30 s ago'],
    ['resolve', resolved, 'already resolved by hyphae, 30 s ago'],
  ] as const)('to %s may come too late, and says by whom and when', (kind, incident, message) => {
    expect(applyAction(incident, { kind, by: 'Bo' }, now)).toEqual({ kind: 'too-late', message })
  })
})

describe('who acts', () => {
  it.each([
    ['nobody', ''],
    ['only spaces', '   '],
    ['a whole story', 'x'.repeat(81)],
    ['the system itself', 'hyphae'],
    ['the system itself, in spaces', ' hyphae '],
  ])('is not %s', (_, by) => {
    expect(IncidentAction.safeParse({ by }).success).toBe(false)
  })

  it('is a name without the spaces around it', () => {
    expect(IncidentAction.parse({ by: ' Ada ' })).toEqual({ by: 'Ada' })
  })
})
