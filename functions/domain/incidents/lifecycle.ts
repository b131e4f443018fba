import { type Severity, severityRank, worseSeverity } from '#domain/severity.ts'
import type { IncidentStatus } from './incident-status.ts'
import { byItself } from './incident-status.ts'
import type { LifecyclePolicy } from './lifecycle-policy.ts'
import type { PersonAction } from './person-action.ts'

/** What shows at a moment: how many anomalies call, and how bad they are together; none while all is calm. */
export interface SignalStep {
  readonly at: number
  readonly active: number
  readonly severity: Severity | null
}

export type TransitionKind =
  | 'pending'
  | 'open'
  | 'recovering'
  | 'resolved'
  | 'reopened'
  | 'returned'
  | 'flapping'
  | 'severity'

/** What became of it by itself; what people did is told by their actions. */
export interface Transition {
  readonly at: number
  readonly kind: TransitionKind
  readonly severity: Severity
}

interface Acknowledgement {
  readonly by: string
  readonly at: number
  readonly severity: Severity
}

export interface Lifecycle {
  readonly state: IncidentStatus
  /** Now, and the worst it has been. */
  readonly severity: Severity
  readonly peak: Severity
  /** Whether it ever opened; what calmed down while it was pending called nobody. */
  readonly opened: boolean
  /** Who took it on, when, and how bad it was then: what becomes worse than that must be taken on anew. */
  readonly acknowledgement: Acknowledgement | null
  readonly assignee: string | null
  readonly reopened: number
  readonly flapping: { readonly since: number; readonly returns: number } | null
  readonly active: number
  /** When it last began or came back. */
  readonly since: number
  readonly returns: readonly number[]
  /** Since when it has been milder than its severity says, and the worst of that time. */
  readonly milder: { readonly since: number; readonly severity: Severity } | null
  readonly transitions: readonly Transition[]
}

/**
 * The state that an incident's events lead to: signals and people's actions, each in its order. They are sorted by time
 * first, so that it does not matter in which order they were heard of.
 */
export function followLifecycle(
  signals: readonly SignalStep[],
  actions: readonly PersonAction[],
  until: number,
  policy: LifecyclePolicy,
): Lifecycle {
  const events = [
    ...signals.map((signal) => ({ at: signal.at, order: -1, signal, action: undefined })),
    ...actions.map((action) => ({
      at: action.at,
      order: action.version,
      signal: undefined,
      action,
    })),
  ].sort((a, b) => a.at - b.at || a.order - b.order)
  let life = unborn
  for (const { at, signal, action } of events) {
    life = passTime(life, at, policy)
    life = signal ? hearSignal(life, signal, policy) : ended(takeAction(life, action))
  }
  return passTime(life, until, policy)
}

/** What is declared over stays as bad as it was then. */
function ended(life: Lifecycle): Lifecycle {
  return life.state.status === 'resolved' ? { ...life, milder: null } : life
}

const unborn: Lifecycle = {
  state: { status: 'pending' },
  severity: 'info',
  peak: 'info',
  opened: false,
  acknowledgement: null,
  assignee: null,
  reopened: 0,
  flapping: null,
  active: 0,
  since: 0,
  returns: [],
  milder: null,
  transitions: [],
}

/** A time that comes due is passed at its own moment, however late somebody looks. */
function passTime(life: Lifecycle, at: number, policy: LifecyclePolicy): Lifecycle {
  const milder = stepDown(life, at, policy)
  const { status } = milder.state
  if (status === 'pending' && milder.active > 0) {
    const due = milder.since + policy.hold[milder.severity] * 1000
    return at >= due ? open(milder, due) : milder
  }
  if (milder.state.status !== 'recovering') return milder
  const due = milder.state.since + settleOf(milder, policy) * 1000
  if (at < due) return milder
  return moved(
    {
      ...milder,
      state: { status: 'resolved', resolvedBy: byItself, resolvedAt: due },
      milder: null,
    },
    'resolved',
    due,
  )
}

function settleOf({ flapping }: Lifecycle, policy: LifecyclePolicy): number {
  return flapping ? policy.flapping.settle : policy.settle
}

function stepDown(life: Lifecycle, at: number, policy: LifecyclePolicy): Lifecycle {
  const { milder } = life
  if (!milder) return life
  const due = milder.since + policy.stepDown * 1000
  if (at < due) return life
  return moved({ ...life, severity: milder.severity, milder: null }, 'severity', due)
}

function hearSignal(before: Lifecycle, signal: SignalStep, policy: LifecyclePolicy): Lifecycle {
  const life = { ...before, active: signal.active }
  if (signal.active === 0 || signal.severity === null) return calm(life, signal.at)
  const { state } = life
  if (state.status === 'resolved') {
    // A person's word holds for what they saw: not for what is worse than that.
    const isAnew = state.resolvedBy === byItself || isWorse(signal.severity, life.severity)
    return isAnew ? beginAgain(life, signal.severity, signal.at, policy) : life
  }
  if (state.status === 'pending' && before.active === 0)
    return begin(life, signal.severity, signal.at, policy)
  const rated = rate(life, signal.severity, signal.at)
  if (rated.state.status === 'recovering') return comeBack(rated, 'returned', signal.at, policy)
  return passTime(rated, signal.at, policy)
}

function begin(
  life: Lifecycle,
  severity: Severity,
  at: number,
  policy: LifecyclePolicy,
): Lifecycle {
  const peak = worseSeverity(life.peak, severity)
  const pending = { ...life, state: { status: 'pending' }, severity, peak, since: at } as const
  return passTime(moved(pending, 'pending', at), at, policy)
}

/** What never opened must hold anew; what was over by itself is the same trouble again. */
function beginAgain(
  life: Lifecycle,
  severity: Severity,
  at: number,
  policy: LifecyclePolicy,
): Lifecycle {
  if (!life.opened) return begin(life, severity, at, policy)
  const peak = worseSeverity(life.peak, severity)
  const again = { severity, peak, acknowledgement: null, reopened: life.reopened + 1 }
  return comeBack({ ...life, ...again }, 'reopened', at, policy)
}

/** Worse is worse at once; milder only when it has been so for a while. */
function rate(life: Lifecycle, severity: Severity, at: number): Lifecycle {
  const peak = worseSeverity(life.peak, severity)
  if (isWorse(severity, life.severity))
    return moved(callAgain({ ...life, severity, peak, milder: null }), 'severity', at)
  if (severity === life.severity) return { ...life, peak, milder: null }
  const { milder } = life
  return {
    ...life,
    peak,
    milder: milder
      ? { since: milder.since, severity: worseSeverity(milder.severity, severity) }
      : { since: at, severity },
  }
}

function isWorse(one: Severity, other: Severity): boolean {
  return severityRank(one) < severityRank(other)
}

/** Whoever took it on as a warning need not be there any more: as critical it calls anew, as IEC 62682's re-alarm does. */
function callAgain(life: Lifecycle): Lifecycle {
  const { acknowledgement, state, severity } = life
  if (!acknowledgement || !isWorse(severity, acknowledgement.severity)) return life
  const called = { ...life, acknowledgement: null }
  return state.status === 'acknowledged' ? { ...called, state: { status: 'open' } } : called
}

function calm(life: Lifecycle, at: number): Lifecycle {
  switch (life.state.status) {
    case 'pending':
      if (life.transitions.length === 0) return life
      return moved(
        { ...life, state: { status: 'resolved', resolvedBy: byItself, resolvedAt: at } },
        'resolved',
        at,
      )
    case 'open':
    case 'acknowledged':
      return moved(
        { ...life, state: { status: 'recovering', since: at }, milder: null },
        'recovering',
        at,
      )
    default:
      return life
  }
}

function comeBack(
  life: Lifecycle,
  kind: 'returned' | 'reopened',
  at: number,
  { flapping }: LifecyclePolicy,
): Lifecycle {
  const returns = [...life.returns, at].filter((one) => one > at - flapping.within * 1000)
  const back = moved({ ...life, state: awake(life), opened: true, since: at, returns }, kind, at)
  if (returns.length < flapping.returns) return { ...back, flapping: null }
  if (life.flapping)
    return { ...back, flapping: { ...life.flapping, returns: life.flapping.returns + 1 } }
  const since = returns[0] ?? at
  return moved({ ...back, flapping: { since, returns: returns.length } }, 'flapping', at)
}

function open(life: Lifecycle, at: number): Lifecycle {
  return moved({ ...life, state: awake(life), opened: true }, 'open', at)
}

function awake({ acknowledgement }: Lifecycle): IncidentStatus {
  if (!acknowledgement) return { status: 'open' }
  return {
    status: 'acknowledged',
    acknowledgedBy: acknowledgement.by,
    acknowledgedAt: acknowledgement.at,
  }
}

function moved(life: Lifecycle, kind: TransitionKind, at: number): Lifecycle {
  return { ...life, transitions: [...life.transitions, { at, kind, severity: life.severity }] }
}

type Acted = Pick<Lifecycle, 'state' | 'severity' | 'acknowledgement' | 'assignee' | 'opened'>

/** What a person did holds whatever state it finds: an action that was heard of late is never lost. */
export function takeAction<Before extends Acted>(life: Before, action: PersonAction): Before {
  const { by, at } = action
  switch (action.kind) {
    case 'acknowledge': {
      const acknowledgement = { by, at, severity: life.severity }
      const { status } = life.state
      if (status === 'resolved' || status === 'recovering') return { ...life, acknowledgement }
      const state: IncidentStatus = {
        status: 'acknowledged',
        acknowledgedBy: by,
        acknowledgedAt: at,
      }
      return { ...life, acknowledgement, state, opened: true }
    }
    case 'assign':
      return { ...life, assignee: action.to }
    case 'resolve':
      return { ...life, state: { status: 'resolved', resolvedBy: by, resolvedAt: at } }
    case 'reopen':
      return { ...life, state: { status: 'open' }, acknowledgement: null, opened: true }
    default:
      return life
  }
}
