import { Consent, noConsent, Purpose } from '#domain/people/consent.ts'
import {
  documentItem,
  getItem,
  holds,
  type Item,
  keyItem,
  putAll,
  putItem,
  queryItems,
  readText,
} from './items.ts'
import { type Key, subjectsKeys } from './keys.ts'
import type { SubjectsStore } from './store.ts'

const consentVersion = 1

function consentItem(key: Key, consent: Consent): Item {
  return { ...documentItem(key, consentVersion, consent), n: { N: String(consent.version) } }
}

export async function readConsent(
  store: SubjectsStore,
  site: string,
  subject: string,
  purpose: Purpose,
): Promise<Consent> {
  const key = subjectsKeys.consent(site, subject, purpose)
  const item = await getItem(store, store.subjectsTable, key)
  return item ? parseConsent(item) : noConsent(site, subject, purpose)
}

/** False where somebody else wrote meanwhile: read again. */
export async function saveConsent(store: SubjectsStore, consent: Consent): Promise<boolean> {
  const { site, subject, purpose, version } = consent
  const table = store.subjectsTable
  // Listed before it is decided: a listed consent that is not there yet is simply none.
  const index = subjectsKeys.consentIndex(site, subject, purpose)
  await putAll(store, [{ table, item: keyItem(index) }])
  const item = consentItem(subjectsKeys.consent(site, subject, purpose), consent)
  return holds(
    putItem(
      store,
      { table, item },
      {
        expression: 'attribute_not_exists(pk) OR #n = :before',
        names: { '#n': 'n' },
        values: { ':before': { N: String(version - 1) } },
      },
    ),
  )
}

export async function readConsentsOf(
  store: SubjectsStore,
  site: string,
  subject: string,
): Promise<Consent[]> {
  const { pk } = subjectsKeys.consent(site, subject, '')
  const range = { from: 'CONSENT#', to: 'CONSENT#\uffff' }
  return (await queryItems(store, store.subjectsTable, pk, range)).map(parseConsent)
}

/** Everybody who ever decided about a purpose, by pseudonym; behind `after` where given. */
export async function listConsents(
  store: SubjectsStore,
  site: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<Consent[]> {
  const { pk } = subjectsKeys.consentIndex(site, '', '')
  const items = await queryItems(store, store.subjectsTable, pk, {
    from: after === undefined ? ' ' : `${after} `,
    keysOnly: true,
    limit,
  })
  const entries = items.map((item) => readText(item, 'sk').split('#'))
  return Promise.all(
    entries.map(([subject = '', purpose]) =>
      readConsent(store, site, subject, Purpose.parse(purpose)),
    ),
  )
}

function parseConsent(item: Item): Consent {
  return Consent.parse(JSON.parse(readText(item, 'body')))
}
