import * as z from 'zod'
import { Severity } from '#domain/severity.ts'
import type { Transition } from './lifecycle.ts'

/** From when on it was how bad. */
export const SeverityStep = z
  .object({ at: z.number().int(), severity: Severity })
  .meta({ id: 'SeverityStep' })
export type SeverityStep = z.infer<typeof SeverityStep>

/** An incident is one item in the store, which has a largest size, however often it swings. */
const maximumSteps = 100

/** Only what changes it; of too many the last. */
export function severitySteps(transitions: readonly Transition[]): SeverityStep[] {
  return transitions
    .filter(({ severity }, index) => severity !== transitions[index - 1]?.severity)
    .map(({ at, severity }) => ({ at, severity }))
    .slice(-maximumSteps)
}
