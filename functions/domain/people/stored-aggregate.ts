import * as z from 'zod'
import { roundOff } from './aggregate-frame.ts'
import type { WindowAggregate } from './aggregate-reports.ts'

const fields = {
  /** When the window begins. */
  window: z.number().int(),
  /** When a withdrawal made it anew; null where none did. */
  revisedAt: z.number().int().nullable(),
}

/** A closed window as it is kept and shown. Of one with too few people there is nothing to show but that. */
export const StoredAggregate = z
  .discriminatedUnion('kind', [
    z.object({
      ...fields,
      kind: z.literal('hidden'),
      /** For people. */
      note: z.literal('hidden: fewer than 10 people'),
    }),
    z.object({
      ...fields,
      kind: z.literal('shown'),
      people: z.number().int().min(10),
      valence: z.number(),
      arousal: z.number(),
      variety: z.number(),
      agreement: z.number(),
      division: z.number().nullable(),
    }),
  ])
  .meta({ id: 'WindowAggregate' })
export type StoredAggregate = z.infer<typeof StoredAggregate>

export function storedAggregate(
  window: number,
  aggregate: WindowAggregate,
  revisedAt: number | null,
): StoredAggregate {
  if (aggregate.kind === 'hidden')
    return { window, revisedAt, kind: 'hidden', note: 'hidden: fewer than 10 people' }
  const { people, valence, arousal, variety, agreement, division } = aggregate
  return {
    ...{ window, revisedAt, kind: 'shown', people },
    ...{ valence: roundOff(valence), arousal: roundOff(arousal), variety: roundOff(variety) },
    agreement: roundOff(agreement),
    division: division === null ? null : roundOff(division),
  }
}
