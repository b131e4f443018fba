import { SelfReport, windowOf } from '#domain/people/self-report.ts'
import { deleteAll, documentItem, keyItem, putAll, queryItems, readText } from './items.ts'
import { cellName, padTime, subjectsKeys } from './keys.ts'
import { expiresAfter, hasExpired, keptDays } from './retention.ts'
import type { SubjectsStore } from './store.ts'

const reportVersion = 1

export interface Reported {
  readonly cell: string
  readonly at: number
}

/** The place first: what a person said is never kept where it could not be found again. */
export async function saveReports(
  store: SubjectsStore,
  site: string,
  cell: string,
  reports: readonly SelfReport[],
): Promise<void> {
  const table = store.subjectsTable
  const ttl = expiresAfter(keptDays.pages)
  await putAll(
    store,
    reports.map(({ subject, at }) => ({
      table,
      item: { ...keyItem(subjectsKeys.reported(site, subject, cell, at)), ...ttl },
    })),
  )
  await putAll(
    store,
    reports.map((report) => {
      const { subject, at } = report
      const key = subjectsKeys.report(cellName(site, cell), windowOf(at), subject, at)
      return { table, item: { ...documentItem(key, reportVersion, report), ...ttl } }
    }),
  )
}

export async function readWindow(
  store: SubjectsStore,
  site: string,
  cell: string,
  window: number,
): Promise<SelfReport[]> {
  const { pk } = subjectsKeys.report(cellName(site, cell), window, '', 0)
  const items = await queryItems(store, store.subjectsTable, pk)
  return items
    .filter((item) => !hasExpired(item, Date.now()))
    .map((item) => SelfReport.parse(JSON.parse(readText(item, 'body'))))
}

/** Where and when somebody reported from a moment on. */
export async function readReported(
  store: SubjectsStore,
  site: string,
  subject: string,
  from: number,
): Promise<Reported[]> {
  const { pk } = subjectsKeys.reported(site, subject, '', 0)
  const range = { from: `REPORT#${padTime(from)}`, to: 'REPORT#\uffff', keysOnly: true }
  const items = await queryItems(store, store.subjectsTable, pk, range)
  return items.map((item) => {
    const [, at = '', cell = ''] = readText(item, 'sk').split('#')
    return { cell, at: Number(at) }
  })
}

export async function eraseReports(
  store: SubjectsStore,
  site: string,
  subject: string,
  reported: readonly Reported[],
): Promise<void> {
  const keys = reported.map(({ cell, at }) =>
    subjectsKeys.report(cellName(site, cell), windowOf(at), subject, at),
  )
  await deleteAll(store, store.subjectsTable, keys)
}

/** The last step of forgetting: until then a second try finds its way. */
export async function erasePlaces(
  store: SubjectsStore,
  site: string,
  subject: string,
  reported: readonly Reported[],
): Promise<void> {
  const keys = reported.map(({ cell, at }) => subjectsKeys.reported(site, subject, cell, at))
  await deleteAll(store, store.subjectsTable, keys)
}
