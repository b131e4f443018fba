import type { AuditEntry } from '#domain/audit.ts'
import { endOf, type Silence } from './silence.ts'
import { tellMatchers, tellRecurring } from './tell-silence.ts'

type Changes = NonNullable<AuditEntry['changes']>

/** What a version changed, in words. */
export function compareSilences(before: Silence | undefined, after: Silence): Changes {
  const [old, next] = [before ? fieldsOf(before) : {}, fieldsOf(after)]
  return Object.entries(next)
    .map(([field, to]) => ({ field, from: old[field] ?? null, to }))
    .filter(({ from, to }) => from !== to)
}

function fieldsOf(silence: Silence): Record<string, string> {
  return {
    matchers: tellMatchers(silence.matchers),
    from: new Date(silence.from).toISOString(),
    until: new Date(endOf(silence)).toISOString(),
    recurring: silence.recurring ? tellRecurring(silence.recurring) : 'no',
    comment: silence.comment,
  }
}
