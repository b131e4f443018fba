import { byItself } from '#domain/incidents/incident-status.ts'
import type { PolicyField } from './resolve-policy.ts'

/** What holds where no policy says otherwise: nobody needs one. */
export function defaultFields(): PolicyField[] {
  const values = {
    enabled: true,
    minimumDurationSeconds: 0,
    recoverAt: 'what its detector has seen as far out before',
    tellAt: 'what is rarer than all that its detector remembers',
  }
  return Object.entries(values).map(([field, value]) => ({
    ...{ field, value, scope: 'default', version: 0, by: byItself },
  }))
}
