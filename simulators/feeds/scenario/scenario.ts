import * as z from 'zod'
import { Slug } from '#domain/slug.ts'
import { DriftFault } from '#simulators/feeds/faults/drift.ts'
import { DropoutFault } from '#simulators/feeds/faults/dropout.ts'
import { EmotionalRunawayFault } from '#simulators/feeds/faults/emotional-runaway.ts'
import { HubFailureFault } from '#simulators/feeds/faults/hub-failure.ts'
import { LevelShiftFault } from '#simulators/feeds/faults/level-shift.ts'
import { SpikeFault } from '#simulators/feeds/faults/spike.ts'
import { StuckFault } from '#simulators/feeds/faults/stuck.ts'
import { Duration } from './duration.ts'

const absolute = { onset: true, end: true } as const
/** On a scenario's timeline a fault begins so long after the start and lasts so long. */
const relative = { at: Duration, for: Duration }

export const ScenarioFault = z.discriminatedUnion('kind', [
  SpikeFault.omit(absolute).extend(relative),
  LevelShiftFault.omit(absolute).extend(relative),
  DriftFault.omit(absolute).extend(relative),
  StuckFault.omit(absolute).extend(relative),
  DropoutFault.omit(absolute).extend(relative),
  HubFailureFault.omit(absolute).extend(relative),
  EmotionalRunawayFault.omit(absolute).extend(relative),
])
export type ScenarioFault = z.infer<typeof ScenarioFault>

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
