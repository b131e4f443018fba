import { publishEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import { frameOf, readingsOf } from '#domain/people/aggregate-frame.ts'
import {
  isClosedBy,
  judgeReport,
  nothingRefused,
  type Refusal,
  type RefusedReports,
  type ReportBatch,
  subjectsOf,
} from '#domain/people/report-batch.ts'
import { type SelfReport, windowOf } from '#domain/people/self-report.ts'
import { storedAggregate } from '#domain/people/stored-aggregate.ts'
import {
  forgetOpenWindow,
  openWindows,
  readAggregate,
  readOpenWindows,
  saveAggregate,
  saveReceipt,
  type WindowPlace,
} from '#store/aggregates.ts'
import { saveReports } from '#store/self-reports.ts'
import { aggregateWindow } from './aggregate-window.ts'
import type { Ports } from './ports.ts'
import { type FindConsent, rememberConsents } from './remember-consents.ts'

export interface Taken {
  readonly kept: number
  readonly refused: RefusedReports
}

/**
 * Keeps what people agreed to, says in numbers what became of the rest, then tells the windows that are closed by now.
 * Each step may be repeated: a second try after a crash ends in the same.
 */
export async function takeBatch(ports: Ports, batch: ReportBatch): Promise<Taken> {
  const { store } = ports
  const { site, cell, sentAt } = batch
  const findConsent = rememberConsents(store, site)
  const { kept, refused } = await judgeBatch(ports, batch, findConsent)
  await openWindows(store, site, cell, windowsOf(kept))
  await saveReports(store, site, cell, kept)
  await saveReceipt(store, batch, { sentAt, kept: kept.length, refused })
  for (const window of await readOpenWindows(store, site, cell))
    if (isClosedBy(window, sentAt)) await closeWindow(ports, batch, window, findConsent)
  return { kept: kept.length, refused }
}

async function judgeBatch({ store }: Ports, batch: ReportBatch, findConsent: FindConsent) {
  const { site, cell, sentAt, reports } = batch
  const subjects = subjectsOf(batch)
  const consents = new Map(
    await Promise.all(
      subjects.map(async (subject) => [subject, await findConsent(subject)] as const),
    ),
  )
  const judged = reports.map((candidate) => judgeReport(candidate, sentAt, consents))
  const sound = judged.flatMap((one) => (one.kind === 'kept' ? [one.report] : []))
  const closed = await closedAmong(store, { site, cell }, windowsOf(sound))
  const kept = sound.filter(({ at }) => !closed.has(windowOf(at)))
  const refused = judged.reduce(
    (counts, one) => (one.kind === 'refused' ? count(counts, one.refusal, 1) : counts),
    nothingRefused,
  )
  return { kept, refused: count(refused, 'window-closed', sound.length - kept.length) }
}

function count(counts: RefusedReports, refusal: Refusal, more: number): RefusedReports {
  return { ...counts, [refusal]: counts[refusal] + more }
}

async function closedAmong(
  store: Ports['store'],
  place: Omit<WindowPlace, 'window'>,
  windows: readonly number[],
): Promise<ReadonlySet<number>> {
  const known = await Promise.all(
    windows.map((window) => readAggregate(store, { ...place, window })),
  )
  return new Set(windows.filter((_, index) => known[index] !== undefined))
}

function windowsOf(reports: readonly SelfReport[]): number[] {
  return [...new Set(reports.map(({ at }) => windowOf(at)))]
}

/** Told first, kept then: a crash in between tells the same once more, which changes nothing. */
async function closeWindow(
  { store, bus }: Ports,
  batch: ReportBatch,
  window: number,
  findConsent: FindConsent,
): Promise<void> {
  const { site, cell } = batch
  const place = { site, cell, window }
  const aggregate = await aggregateWindow(store, place, findConsent)
  const readings = readingsOf(window, aggregate)
  if (readings.length > 0)
    await publishEvents(bus, [
      {
        source: 'hyphae.reports',
        type: eventTypes.readingsReported,
        detail: frameOf(batch, window, readings),
      },
    ])
  await saveAggregate(store, place, storedAggregate(window, aggregate, null))
  await forgetOpenWindow(store, place)
}
