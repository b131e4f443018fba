import * as z from 'zod'
import { byItself } from './incidents/incident-status.ts'

export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .refine((name) => name !== byItself, `is what the system itself goes by; give a person's name`)
