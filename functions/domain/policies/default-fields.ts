import { byItself } from '#domain/incidents/incident.ts'
import { watchPolicies } from '#domain/watch-policies.ts'
import type { PolicyField } from './resolve-policy.ts'

/** What holds where no policy says otherwise: nobody needs one. */
export function defaultFields(): PolicyField[] {
  const { sustained, calm } = watchPolicies.surprise
  const values = {
    enabled: true,
    minimumDurationSeconds: 0,
    recoverAt: Math.round(10 ** calm),
    tellAt: Math.round(10 ** sustained),
  }
  return Object.entries(values).map(([field, value]) => ({
    ...{ field, value, scope: 'default', version: 0, by: byItself },
  }))
}
