import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { Performance } from '#domain/api/performance.ts'
import type { Silence } from '#domain/silences/silence.ts'
import { silencedBy } from '#domain/silences/suppression-of.ts'
import { countSlots, findFloods, mostWithin } from './floods.ts'
import { findFrequent } from './frequent.ts'

export interface Measured {
  readonly from: number
  readonly to: number
  readonly operators: number
  /** Those that opened in the span. */
  readonly summaries: readonly IncidentSummary[]
  readonly silences: readonly Silence[]
  /** What has not ended by then stands until then. */
  readonly now: number
}

const hour = 3_600_000
/** ISA-18.2: what stands for more than a day is stale. */
const staleAfter = 24 * hour
const listed = 20

/** How well the alarms serve those who are called, by the figures of EEMUA 191 and ISA-18.2. */
export function measurePerformance(measured: Measured): Performance {
  const { from, to, operators, silences, now } = measured
  const opened = measured.summaries.filter((one) => one.opened)
  const calling = opened.filter(
    (one) => one.partOf === null && silencedBy(one, silences, Date.parse(one.openedAt)) === null,
  )
  const times = calling.map(({ openedAt }) => Date.parse(openedAt)).sort((a, b) => a - b)
  const floods = findFloods(times)
  const inFlood = floods.reduce((sum, { from, until }) => sum + until - from, 0)
  const stale = opened.filter((one) => standingOf(one, now) > staleAfter)
  const chattering = opened.filter(({ isFlapping, reopened }) => isFlapping || reopened > 0)
  return {
    ...{ from, to, operators, incidents: calling.length },
    perOperatorHour: calling.length / Math.max(1e-9, ((to - from) / hour) * operators),
    perTenMinutes: { peak: mostWithin(times), shares: countSlots(times, from, to) },
    floods: floods.slice(0, listed),
    floodShare: share(inFlood, to - from),
    chattering: {
      count: chattering.length,
      worst: chattering.sort(byReturns).slice(0, listed).map(nameOf),
    },
    stale: { count: stale.length, oldest: stale.sort(byOpening).slice(0, listed).map(nameOf) },
    mostFrequent: findFrequent(calling),
    severities: severitiesOf(calling),
    acknowledgeSeconds: spread(calling.flatMap((one) => secondsTo(one, one.acknowledgedAt))),
    resolveSeconds: spread(calling.flatMap((one) => secondsTo(one, one.resolvedAt))),
    suppressedShare: share(opened.length - calling.length, opened.length),
  }
}

function standingOf({ openedAt, resolvedAt }: IncidentSummary, now: number): number {
  return (resolvedAt === null ? now : Date.parse(resolvedAt)) - Date.parse(openedAt)
}

/** What comes and goes most, first. */
function byReturns(a: IncidentSummary, b: IncidentSummary): number {
  return Number(b.isFlapping) - Number(a.isFlapping) || b.reopened - a.reopened
}

function byOpening(a: IncidentSummary, b: IncidentSummary): number {
  return Date.parse(a.openedAt) - Date.parse(b.openedAt)
}

function nameOf({ id, title, openedAt }: IncidentSummary) {
  return { id, title, openedAt }
}

function secondsTo({ openedAt }: IncidentSummary, end: string | null): number[] {
  return end === null ? [] : [Math.max(0, Date.parse(end) - Date.parse(openedAt)) / 1000]
}

/** By the worst each has been. EEMUA 191 asks for about 80 % low, 15 % medium and 5 % high. */
function severitiesOf(calling: readonly IncidentSummary[]): Performance['severities'] {
  const of = (...severities: IncidentSummary['severity'][]) =>
    calling.filter(({ peakSeverity }) => severities.includes(peakSeverity)).length
  return [
    { severity: 'high', share: share(of('critical'), calling.length), guide: 0.05 },
    { severity: 'medium', share: share(of('major'), calling.length), guide: 0.15 },
    { severity: 'low', share: share(of('warning', 'info'), calling.length), guide: 0.8 },
  ]
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}

function spread(seconds: readonly number[]): Performance['acknowledgeSeconds'] {
  if (seconds.length === 0) return null
  const sorted = seconds.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? 0
  return { count: sorted.length, median: at(0.5), p95: at(0.95) }
}
