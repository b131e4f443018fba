import type { Consent } from '#domain/people/consent.ts'
import { readConsent } from '#store/consents.ts'
import type { SubjectsStore } from '#store/store.ts'

/** Whether a person agreed to be part of aggregates; read once for each record, so that one record sees one answer. */
export type FindConsent = (subject: string) => Promise<Consent>

export function rememberConsents(store: SubjectsStore, site: string): FindConsent {
  const known = new Map<string, Promise<Consent>>()
  return (subject) => {
    const found = known.get(subject) ?? readConsent(store, site, subject, 'aggregates')
    known.set(subject, found)
    return found
  }
}
