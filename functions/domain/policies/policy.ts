import * as z from 'zod'
import { Severity } from '#domain/severity.ts'
import { Slug } from '#domain/slug.ts'
import { toldByTime } from './told-by-time.ts'

const slug = '[a-z0-9][a-z0-9-]{0,62}'

/** What a policy is for. Of several that cover a sensor the most specific says, field by field. */
export const PolicyScope = z
  .string()
  .regex(
    new RegExp(
      `^(feed:${slug}|metric:${slug}|site:${slug}(,metric:${slug})?|sensor:${slug}\\.${slug}\\.${slug})$`,
    ),
    'must be feed:NAME, metric:NAME, site:NAME, site:NAME,metric:NAME or sensor:SITE.CELL.SENSOR',
  )

/** "One in so many": beyond one in a million million the detectors' scores end. */
const oneIn = (least: number) => z.number().min(least).max(1e12)
/** A week: what holds for longer is the usual by then. */
const longestDurationSeconds = 604_800

const detectorFields = {
  enabled: z.boolean().optional(),
  /** What is rarer than one in this many is told. */
  tellAt: oneIn(10).optional(),
  /** What is more usual than one in this many is calm again. */
  recoverAt: oneIn(2).optional(),
  /** For so long it must hold before it is told. */
  minimumDurationSeconds: z.number().int().min(0).max(longestDurationSeconds).optional(),
  /** One for all, or one from each step on. */
  severity: z
    .union([
      Severity,
      z
        .array(z.strictObject({ from: oneIn(1), severity: Severity }))
        .min(1)
        .max(4),
    ])
    .optional(),
}

/** A plain rule beside the learning detector, in the metric's own unit. */
const Limit = z.strictObject({ tell: z.number(), recover: z.number() })

const DetectorSettings = z.strictObject(detectorFields).superRefine(checkRecovery)
export type DetectorSettings = z.infer<typeof DetectorSettings>

export const PolicySettings = z
  .strictObject({
    ...detectorFields,
    above: Limit.refine(
      ({ tell, recover }) => recover <= tell,
      'recover must be at or below tell, so that a value on the edge does not flap',
    ).optional(),
    below: Limit.refine(
      ({ tell, recover }) => recover >= tell,
      'recover must be at or above tell, so that a value on the edge does not flap',
    ).optional(),
    /** What differs for one detector, by its name. */
    detectors: z.record(Slug, DetectorSettings).optional(),
  })
  .superRefine(checkRecovery)
  .superRefine(({ above, below, detectors = {} }, context) => {
    if (above && below && below.tell >= above.tell)
      context.addIssue({
        code: 'custom',
        path: ['below', 'tell'],
        message: `is ${below.tell}, not below above.tell, ${above.tell}: it would always be told`,
      })
    for (const [name, settings] of Object.entries(detectors))
      for (const field of Object.keys(settings))
        if (toldByTime.has(name) && field !== 'enabled')
          context.addIssue({
            code: 'custom',
            path: ['detectors', name, field],
            message: `cannot be set: ${name} goes by time, not by surprise; only enabled can be`,
          })
  })
  .meta({ id: 'PolicySettings' })
export type PolicySettings = z.infer<typeof PolicySettings>

/** One version of a policy. None is ever changed: the next takes its place from a moment of event time on. */
export const Policy = z
  .object({
    schemaVersion: z.literal(1),
    scope: PolicyScope,
    version: z.number().int().min(1),
    settings: PolicySettings,
    by: z.string(),
    reason: z.string(),
    /** When it was written, and for readings from when on it holds. */
    at: z.number().int(),
    from: z.number().int(),
  })
  .meta({ id: 'Policy' })
export type Policy = z.infer<typeof Policy>

function checkRecovery(
  {
    tellAt,
    recoverAt,
  }: { readonly tellAt?: number | undefined; readonly recoverAt?: number | undefined },
  context: z.core.$RefinementCtx,
): void {
  if (tellAt === undefined || recoverAt === undefined || recoverAt < tellAt) return
  context.addIssue({
    code: 'custom',
    path: ['recoverAt'],
    message: `is ${recoverAt}, not below tellAt, ${tellAt}: it would be calm and told at once; lower it`,
  })
}
