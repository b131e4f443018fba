import * as z from 'zod'

/** From worst to mildest. */
export const Severity = z.enum(['critical', 'major', 'warning', 'info'])
export type Severity = z.infer<typeof Severity>

export function severityRank(severity: Severity): number {
  return Severity.options.indexOf(severity)
}

export function worseSeverity(a: Severity, b: Severity): Severity {
  return severityRank(a) <= severityRank(b) ? a : b
}
