import * as z from 'zod'
import { byItself } from './incidents/incident-status.ts'

export const PersonName = z
  .string()
  .trim()
  .refine(isReadable, 'has a character that nobody can read; leave it out')
  .min(1)
  .max(80)
  .refine((name) => name !== byItself, `is what the system itself goes by; give a person's name`)

/** No control characters, and no half of a character. */
function isReadable(name: string): boolean {
  return name.isWellFormed() && !/\p{Cc}/u.test(name)
}
