import * as z from 'zod'
import { Verdict } from '#domain/lessons/verdict.ts'
import { Author, type Signed } from './author.ts'

/** A verdict, and in words what its detector learnt from it. */
export const ToldVerdict = z
  .object({
    verdict: Verdict,
    words: z.string(),
    /** Whether a detector heeds it now. */
    isHeeded: z.boolean(),
  })
  .meta({ id: 'ToldVerdict' })
export type ToldVerdict = z.infer<typeof ToldVerdict>

/** `passed` counts what it let pass, which is kept as an anomaly that is expected. */
export const LessonPage = z
  .object({
    items: z.array(
      ToldVerdict.extend({ passed: z.number().int(), lastPassedAt: z.number().int().nullable() }),
    ),
  })
  .meta({ id: 'LessonPage' })
export type LessonPage = z.infer<typeof LessonPage>

const action = {
  by: Author,
  comment: z.string().trim().max(2_000).optional(),
  /** The version the person was looking at, 0 for none; without it the action applies to whatever is there. */
  version: z.number().int().min(0).optional(),
}

export const VerdictWish = z
  .object({ ...action, verdict: z.enum(['expected', 'real']) })
  .meta({ id: 'VerdictWish' })
export type VerdictWish = Signed<z.infer<typeof VerdictWish>>

export const TakeBackWish = z.object(action).meta({ id: 'TakeBackWish' })
export type TakeBackWish = Signed<z.infer<typeof TakeBackWish>>

/** `applied` is false when someone was faster; `message` says who and when. */
export const VerdictResult = z
  .object({ applied: z.boolean(), message: z.string(), told: ToldVerdict })
  .meta({ id: 'VerdictResult' })
export type VerdictResult = z.infer<typeof VerdictResult>
