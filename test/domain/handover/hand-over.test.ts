import { describe, expect, it } from 'vitest'
import { handOver } from '#domain/handover/hand-over.ts'
import type { Incident } from '#domain/incidents/incident.ts'
import { followLifecycle, type SignalStep } from '#domain/incidents/lifecycle.ts'
import { usualLifecycle } from '#domain/incidents/lifecycle-policy.ts'
import { severitySteps } from '#domain/incidents/severity-steps.ts'
import { tellTimeline } from '#domain/incidents/tell-timeline.ts'
import type { Severity } from '#domain/severity.ts'
import { start } from '#test/support/anomalies.ts'
import { incidentNamed } from '#test/support/telling.ts'

const quarter = 15 * 60_000
const severities: Record<string, Severity> = { w: 'warning', m: 'major', c: 'critical' }

/** An incident as quarters of an hour made it: . calm, w m c by severity. */
function incidentOf(quarters: string): Incident {
  const signals = [...quarters].map((sign, index): SignalStep => {
    const severity = severities[sign] ?? null
    return { at: start + index * quarter, active: severity ? 1 : 0, severity }
  })
  const until = start + quarters.length * quarter
  const life = followLifecycle(signals, [], until, usualLifecycle)
  // One of its anomalies may become worse whatever the whole does.
  const worsened = { kind: 'severity', by: 'hyphae', text: 'Pump: worse than it was.' } as const
  const timeline = tellTimeline([], life, [], (cell) => cell)
  return incidentNamed('inc-1', {
    ...{ openedAt: start, state: life.state, severity: life.severity, peakSeverity: life.peak },
    severitySteps: severitySteps(life.transitions),
    timeline: [...timeline, { ...worsened, at: until - 1 }],
  })
}

/** The shift begins at the bar. */
function handedOver(quarters: string) {
  const [before = '', during = ''] = quarters.split('|')
  const since = start + before.length * quarter
  const now = since + during.length * quarter
  const changed = [incidentOf(before + during)]
  return handOver({ since, now, site: null, changed, unresolved: [], silences: [] })
}

describe('what grew worse in a shift', () => {
  it.each([
    ['ww|ww', 0],
    ['ww|cc', 1],
    ['ww|mc', 1],
    // Bad as it was once, before it grew better.
    ['cww|mm', 1],
    ['cww|cc', 1],
    ['ww|ccww', 0],
    ['cc|wwcc', 0],
    ['cc|ww', 0],
    ['mm|wwcc', 1],
    ['ww|cc..', 0],
    ['|wwcc', 0],
    ['ww..|cc', 1],
  ])('%s: %i', (quarters, due) => {
    const { escalated, words } = handedOver(quarters)
    expect(escalated).toHaveLength(due)
    expect(words[0]).toContain(` ${due} grew worse.`)
  })

  it('is told beside what opened, and never twice', () => {
    expect(handedOver('|wwcc').words[0]).toMatch(/: 1 opened, 0 resolved, 0 came back, 0 grew/)
    expect(handedOver('ww|cc').words[0]).toMatch(/: 0 opened, 0 resolved, 0 came back, 1 grew/)
  })
})
