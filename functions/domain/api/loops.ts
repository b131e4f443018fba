import * as z from 'zod'
import type { Route } from './route.ts'

/** Whether people and the controller of their cell stir one another up, as far as it can be known. */
export const LoopNow = z
  .object({
    site: z.string(),
    cell: z.string(),
    /** The newest window of reports that is in it; null before the first. */
    at: z.number().int().nullable(),
    words: z.string(),
    loop: z.discriminatedUnion('kind', [
      /** Without reported arousal or without a setpoint there is nothing that could answer. */
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('silent') }),
      /** Reports that it was learnt from were taken back. */
      z.object({ kind: z.literal('taken-back'), until: z.number().int() }),
      z.object({
        kind: z.literal('learning'),
        windows: z.number().int(),
        needed: z.number().int(),
      }),
      z.object({
        kind: z.literal('not-identifiable'),
        because: z.enum(['no-steps', 'too-uncertain']),
      }),
      z.object({
        kind: z.literal('identified'),
        gain: z.number(),
        /** Of the two-sided 95 % interval. */
        lower: z.number(),
        upper: z.number(),
      }),
    ]),
  })
  .meta({ id: 'LoopNow' })
export type LoopNow = z.infer<typeof LoopNow>

export const loopRoutes = {
  loop: {
    method: 'get',
    path: '/sites/{site}/cells/{cell}/loop',
    role: 'viewer',
    summary:
      'The gain of the loop between people and controller with its bound, or why it is not identifiable.',
    parameters: z.object({ site: z.string().min(1).max(63), cell: z.string().min(1).max(63) }),
    response: LoopNow,
    problems: [400, 404],
  },
} as const satisfies Record<string, Route>
