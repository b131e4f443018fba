import { type SilenceRules, usualSilenceRules } from '#domain/silences/judge-silence.ts'

export function readSilenceRules(longestDays: string | undefined): SilenceRules {
  if (longestDays === undefined || longestDays === '') return usualSilenceRules
  const days = Number(longestDays)
  if (Number.isInteger(days) && days >= 1) return { ...usualSilenceRules, longestDays: days }
  throw new Error(
    `LONGEST_SILENCE_DAYS is "${longestDays}"; set it to a whole number of days, 1 or more.`,
  )
}
