import { publishEvents } from '#bus/publish-events.ts'
import type { ConsentNow } from '#domain/api/consents.ts'
import { eventTypes } from '#domain/events.ts'
import {
  type Consent,
  decide,
  isInForce,
  mostDecisions,
  type Purpose,
} from '#domain/people/consent.ts'
import { listConsents, readConsent, readConsentsOf, saveConsent } from '#store/consents.ts'
import { saveAudit } from '#store/people-audit.ts'
import type { Ports } from './ports.ts'
import { RequestProblem } from './problems.ts'

const attempts = 5

export interface Whose {
  readonly site: string
  readonly subject: string
  readonly purpose: Purpose
  /** Who asked for it, in the person's name. */
  readonly by: string
}

/**
 * The decision first, since from then on nothing more is let in; then the audit; then what it had let in goes.
 * Whoever hears no answer asks again, and everything is done again to the same end.
 */
export async function decideConsent(
  ports: Ports,
  whose: Whose,
  granted: boolean,
  from: number,
): Promise<ConsentNow> {
  const recordedAt = ports.now()
  const consent = await recordDecision(ports, whose, { granted, from, recordedAt })
  const { site, subject, purpose, by } = whose
  const action = granted ? 'consent-granted' : 'consent-withdrawn'
  const { version } = consent
  await saveAudit(ports.store, recordedAt, `${site}~${subject}~${purpose}~${version}`, {
    ...{ action, by, site, subject, purpose, from, version },
  })
  if (!granted && purpose === 'aggregates')
    await publishEvents(ports.bus, [
      {
        source: 'hyphae.consent',
        type: eventTypes.consentWithdrawn,
        detail: { schemaVersion: 1, site, subject, from, recordedAt },
      },
    ])
  return consentNow(consent, recordedAt)
}

async function recordDecision(
  { store }: Ports,
  { site, subject, purpose }: Whose,
  decision: Consent['decisions'][number],
): Promise<Consent> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const consent = decide(await readConsent(store, site, subject, purpose), decision)
    if (consent.decisions.length > mostDecisions) throw tooMany(subject)
    if (await saveConsent(store, consent)) return consent
  }
  throw new RequestProblem(
    503,
    'Busy',
    `The consent of ${subject} changed ${attempts} times while this was tried; try again.`,
  )
}

function tooMany(subject: string): RequestProblem {
  return new RequestProblem(
    400,
    'Too many decisions',
    `${subject} has ${mostDecisions} decisions about this purpose; withdraw it for all times, without from, then grant it anew.`,
  )
}

function consentNow(consent: Consent, now: number): ConsentNow {
  return { consent, inForce: isInForce(consent, now) }
}

export async function consentsOf({ store, now }: Ports, site: string, subject: string) {
  const consents = await readConsentsOf(store, site, subject)
  return { items: consents.map((consent) => consentNow(consent, now())) }
}

export async function consentsOfSite(
  { store, now }: Ports,
  site: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
) {
  const consents = await listConsents(store, site, { after: cursor, limit: limit + 1 })
  const page = consents.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((consent) => consentNow(consent, now())),
    next: consents.length > limit && last ? `${last.subject}#${last.purpose}` : null,
  }
}
