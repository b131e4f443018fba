import * as z from 'zod'
import { Slug } from '#domain/slug.ts'
import { type FaultSpec, faultSchemas } from '#simulators/feeds/faults/registry.ts'
import { Duration } from './duration.ts'

const absolute = { onset: true, end: true } as const
/** On a scenario's timeline a fault begins so long after the start and lasts so long. */
const relative = { at: Duration, for: Duration }

type Relative<Spec> = Spec extends unknown
  ? Omit<Spec, keyof typeof absolute> & { readonly at: Duration; readonly for: Duration }
  : never
export type ScenarioFault = Relative<FaultSpec>

const schemas = faultSchemas.map((schema) =>
  (schema as (typeof faultSchemas)[0]).omit(absolute).extend(relative),
)
// The compiler loses the kinds on the way through the list; what comes out is what the type says.
export const ScenarioFault = z.discriminatedUnion(
  'kind',
  schemas as [(typeof schemas)[0]],
) as unknown as z.ZodType<ScenarioFault>

export const Scenario = z.strictObject({
  schemaVersion: z.literal(1),
  name: Slug,
  about: z.string().min(1).max(200),
  /** Names of site files. */
  sites: z.array(Slug).min(1).max(20),
  startAt: z.iso.datetime(),
  hours: z.number().positive().max(8_760),
  sampling: z
    .strictObject({
      /** Instead of each sensor's own interval. */
      everySeconds: z.number().int().min(1).max(3_600).optional(),
      frameEverySeconds: z.number().int().min(1).max(3_600).default(10),
    })
    .default({ frameEverySeconds: 10 }),
  /** Its own faults, or those that npm start plays. */
  faults: z.union([z.array(ScenarioFault).max(1_000), z.literal('demo')]).default([]),
})
export type Scenario = z.infer<typeof Scenario>
