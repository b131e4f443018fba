import * as z from 'zod'
import { Severity } from '#domain/severity.ts'
import { Slug } from '#domain/slug.ts'
import { ClockTime, TimeZone, weekdays } from '#domain/week.ts'

/** Whoever is told. `mailbox:` as a webhook's URL is the embedded cloud's own mailbox. */
export const Receiver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), url: z.string().min(1).max(2_000) }),
  z.strictObject({
    kind: z.literal('sns'),
    topicArn: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
        'must be the ARN of an SNS topic',
      ),
  }),
  z.strictObject({ kind: z.literal('email'), to: z.array(z.email().max(254)).min(1).max(50) }),
])
export type Receiver = z.infer<typeof Receiver>

/** From `to` before `from` the hours go past midnight and belong to the day they began on. */
export const Hours = z.strictObject({
  days: z.array(z.enum(weekdays)).min(1).max(7).optional(),
  from: ClockTime,
  to: ClockTime,
  timeZone: TimeZone,
})
export type Hours = z.infer<typeof Hours>

export const Route = z.strictObject({
  name: Slug,
  /** What is not said matches all. */
  match: z
    .strictObject({
      severities: z.array(Severity).min(1).optional(),
      sites: z.array(Slug).min(1).max(500).optional(),
      hours: Hours.optional(),
    })
    .default({}),
  receiver: Slug,
  /** How long to wait for more of the same site; unless said, none for what is critical and half a minute for all else. */
  groupDelaySeconds: z.number().int().min(0).max(3_600).optional(),
  /** How often to tell again while nobody has acknowledged; null never. Unless said, hourly for what is critical. */
  repeatMinutes: z.number().int().min(5).max(10_080).nullable().optional(),
  /** Whom to tell as well when nobody has acknowledged for so long. */
  escalate: z
    .strictObject({ afterMinutes: z.number().int().min(1).max(10_080), to: Slug })
    .optional(),
  /** Whether the routes behind this one are looked at as well. */
  continue: z.boolean().default(false),
})
export type Route = z.infer<typeof Route>

/** Who is told of what, when. The first route that matches holds. */
export const Routing = z
  .strictObject({
    receivers: z.record(Slug, Receiver),
    routes: z.array(Route).max(200),
  })
  .superRefine(checkNames)
  .meta({ id: 'Routing' })
export type Routing = z.infer<typeof Routing>

interface Named {
  readonly receivers: Readonly<Record<string, Receiver>>
  readonly routes: readonly Route[]
}

function checkNames({ receivers, routes }: Named, context: z.core.$RefinementCtx): void {
  const known = Object.keys(receivers)
  const refuse = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message })
  if (known.length > 100) refuse(['receivers'], 'has more than 100')
  const names = routes.map(({ name }) => name)
  for (const [index, { name, receiver, escalate }] of routes.entries()) {
    if (names.indexOf(name) < index)
      refuse(['routes', index, 'name'], `"${name}" is an earlier route's; give each its own`)
    const wanted = { receiver, ...(escalate ? { escalate: escalate.to } : {}) }
    const unknown = Object.entries(wanted).filter(([, one]) => !known.includes(one))
    for (const [field, one] of unknown)
      refuse(
        ['routes', index, field],
        `"${one}" is no receiver; there is ${known.join(', ') || 'none'}`,
      )
  }
}

/** One version of the document. None is ever changed. */
export const RoutingVersion = z
  .object({
    schemaVersion: z.literal(1),
    version: z.number().int().min(1),
    routing: Routing,
    by: z.string(),
    reason: z.string(),
    at: z.number().int(),
  })
  .meta({ id: 'RoutingVersion' })
export type RoutingVersion = z.infer<typeof RoutingVersion>
