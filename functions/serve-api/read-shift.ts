import type { Handover } from '#domain/api/handover.ts'
import type { Performance } from '#domain/api/performance.ts'
import { handOver } from '#domain/handover/hand-over.ts'
import { measurePerformance } from '#domain/performance/measure-performance.ts'
import { tellSilence } from '#domain/silences/tell-silence.ts'
import { readOpened } from '#store/incident-index.ts'
import { readChangedSince } from '#store/incidents.ts'
import { readSilencesSince } from '#store/silences.ts'
import { listUnresolved } from './list-incidents.ts'
import type { Ports } from './ports.ts'
import { RequestProblem } from './problems.ts'
import { readSuppress } from './suppress.ts'

const day = 86_400_000
const longestSpanDays = 92
const longestShiftDays = 7

interface Span {
  readonly from: number
  readonly to: number
  readonly operators: number
  readonly site?: string | undefined
}

export async function readPerformance(ports: Ports, span: Span): Promise<Performance> {
  const { from, to, operators, site } = span
  if (to <= from) throw badSpan(`to ${to} is not after from ${from}; swap them`)
  if (to - from > longestSpanDays * day)
    throw badSpan(`from ${from} to ${to} is longer than ${longestSpanDays} days; ask for less`)
  const [summaries, silences] = await Promise.all([
    readOpened(ports.store, site ?? null, from, to),
    readSilencesSince(ports.store, from),
  ])
  return measurePerformance({ from, to, operators, summaries, silences, now: ports.now() })
}

export async function readHandover(
  ports: Ports,
  since: number,
  site: string | null,
): Promise<Handover> {
  const now = ports.now()
  if (since > now) throw badSpan(`since ${since} is to come; give the begin of the shift`)
  if (now - since > longestShiftDays * day)
    throw badSpan(`since ${since} is over ${longestShiftDays} days ago; ask for less`)
  const [changed, unresolved, silences] = await Promise.all([
    readChangedSince(ports.store, since, now),
    readSuppress(ports).then((suppress) => listUnresolved(ports, suppress)),
    readSilencesSince(ports.store, now),
  ])
  const here = <T extends { readonly site: string }>(all: readonly T[]) =>
    all.filter((one) => site === null || one.site === site)
  const told = silences.map((silence) => tellSilence(silence, now))
  return handOver({
    ...{ since, now, site, changed: here(changed), unresolved: here(unresolved) },
    silences: told.filter(({ state }) => state !== 'ended'),
  })
}

function badSpan(why: string): RequestProblem {
  return new RequestProblem(400, 'Bad span', `${why}.`)
}
