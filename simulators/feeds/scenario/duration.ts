import * as z from 'zod'

const form = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/

/** A length of time as a person writes it, such as 6h30m. */
export const Duration = z
  .string()
  .regex(/^(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?$/, 'must be a time such as 6h30m, 2d or 45s')
export type Duration = z.infer<typeof Duration>

export function millisecondsOf(duration: Duration): number {
  const [, days, hours, minutes, seconds] = form.exec(duration) ?? []
  const inHours = Number(days ?? 0) * 24 + Number(hours ?? 0)
  return ((inHours * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1_000
}
