import type { ConsentWithdrawn } from '#domain/people/report-batch.ts'
import { windowOf } from '#domain/people/self-report.ts'
import { storedAggregate } from '#domain/people/stored-aggregate.ts'
import { readAggregate, saveAggregate, type WindowPlace } from '#store/aggregates.ts'
import { saveAudit } from '#store/people-audit.ts'
import { erasePlaces, eraseReports, type Reported, readReported } from '#store/self-reports.ts'
import { aggregateWindow } from './aggregate-window.ts'
import type { Ports } from './ports.ts'
import { rememberConsents } from './remember-consents.ts'

export interface Forgotten {
  readonly reports: number
  readonly windows: number
  readonly hidden: number
}

/** Erases what the consent had let in, makes every window it was part of anew, and writes down how many there were. */
export async function forgetPerson(ports: Ports, withdrawn: ConsentWithdrawn): Promise<Forgotten> {
  const { store } = ports
  const { site, subject, from, recordedAt } = withdrawn
  const reported = await readReported(store, site, subject, from)
  await eraseReports(store, site, subject, reported)
  const findConsent = rememberConsents(store, site)
  let windows = 0
  let hidden = 0
  for (const place of placesOf(site, reported)) {
    const before = await readAggregate(store, place)
    // One that is still open is aggregated without them when it closes.
    if (!before) continue
    const aggregate = await aggregateWindow(store, place, findConsent)
    await saveAggregate(store, place, storedAggregate(place.window, aggregate, recordedAt))
    windows += 1
    if (aggregate.kind === 'hidden') hidden += 1
  }
  const forgotten = { reports: reported.length, windows, hidden }
  if (reported.length > 0)
    await saveAudit(store, recordedAt, `${site}~${subject}~reports-erased`, {
      action: 'reports-erased',
      site,
      subject,
      from,
      ...forgotten,
    })
  await erasePlaces(store, site, subject, reported)
  return forgotten
}

function placesOf(site: string, reported: readonly Reported[]): WindowPlace[] {
  const places = reported.map(({ cell, at }) => ({ site, cell, window: windowOf(at) }))
  return [...new Map(places.map((place) => [`${place.cell}#${place.window}`, place])).values()]
}
