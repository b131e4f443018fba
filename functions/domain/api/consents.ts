import * as z from 'zod'
import { Consent, Purpose } from '#domain/people/consent.ts'
import { Pseudonym } from '#domain/people/self-report.ts'
import { StoredAggregate } from '#domain/people/stored-aggregate.ts'
import type { Route } from './route.ts'

const latestInstant = 8_640_000_000_000
const instant = z.coerce.number().int().min(0).max(latestInstant)
const ofSite = z.object({ site: z.string().min(1).max(63) })
const ofSubject = ofSite.extend({ subject: Pseudonym })
const ofPurpose = ofSubject.extend({ purpose: Purpose })

/** A consent with whether it is in force at the moment of asking. */
export const ConsentNow = z
  .object({ consent: Consent, inForce: z.boolean() })
  .meta({ id: 'ConsentNow' })
export type ConsentNow = z.infer<typeof ConsentNow>

/** Consent is a person's own: these routes are what a form for people, or whoever acts for them, calls. */
export const consentRoutes = {
  grantConsent: {
    method: 'put',
    path: '/sites/{site}/consents/{subject}/{purpose}',
    role: 'operator',
    summary: 'A person agrees that their self-reports serve a purpose, from a moment on.',
    parameters: ofPurpose,
    body: z.strictObject({
      /** Event time, epoch milliseconds; the moment of asking where nothing is said. */
      from: z.number().int().min(0).max(latestInstant).optional(),
    }),
    response: ConsentNow,
    problems: [400, 404, 413],
  },
  withdrawConsent: {
    method: 'delete',
    path: '/sites/{site}/consents/{subject}/{purpose}',
    role: 'operator',
    summary:
      'A person takes their consent back: reports from that time on are erased, aggregates made anew.',
    parameters: ofPurpose,
    query: z.object({
      /** Event time, epoch milliseconds; everything they ever reported where nothing is said. */
      from: instant.default(0),
    }),
    response: ConsentNow,
    problems: [400, 404],
  },
  consentsOf: {
    method: 'get',
    path: '/sites/{site}/consents/{subject}',
    role: 'operator',
    summary: 'What a person agreed to, with every decision and the time from which it holds.',
    parameters: ofSubject,
    response: z.object({ items: z.array(ConsentNow) }),
    problems: [400, 404],
  },
  consents: {
    method: 'get',
    path: '/sites/{site}/consents',
    role: 'operator',
    summary: 'Everybody of a site who decided about their self-reports, by pseudonym.',
    parameters: ofSite,
    query: z.object({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: z.object({ items: z.array(ConsentNow), next: z.string().nullable() }),
    problems: [400, 404],
  },
  aggregates: {
    method: 'get',
    path: '/sites/{site}/cells/{cell}/aggregates',
    role: 'viewer',
    summary:
      "A cell's closed windows of self-reports, oldest first; of fewer than 10 people only that they are fewer.",
    parameters: ofSite.extend({ cell: z.string().min(1).max(63) }),
    query: z.object({ from: instant.default(0), to: instant.default(latestInstant) }),
    response: z.object({ items: z.array(StoredAggregate) }),
    problems: [400, 404],
  },
} as const satisfies Record<string, Route>
