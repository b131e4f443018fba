import { aggregateReports, type WindowAggregate } from '#domain/people/aggregate-reports.ts'
import { isInForce } from '#domain/people/consent.ts'
import type { WindowPlace } from '#store/aggregates.ts'
import { readWindow } from '#store/self-reports.ts'
import type { PeopleStore } from '#store/store.ts'
import type { FindConsent } from './remember-consents.ts'

/** Consent is asked for once more: what was kept under one that is gone by now counts no longer. */
export async function aggregateWindow(
  store: PeopleStore,
  { site, cell, window }: WindowPlace,
  findConsent: FindConsent,
): Promise<WindowAggregate> {
  const reports = await readWindow(store, site, cell, window)
  const agreed = await Promise.all(
    reports.map(async (report) => isInForce(await findConsent(report.subject), report.at)),
  )
  return aggregateReports(reports.filter((_, index) => agreed[index]))
}
