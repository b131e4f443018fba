import type { Severity } from '#domain/severity.ts'

/** How something looks: always a shape and a word beside the colour. */
export type Look = Severity | 'ok' | 'unknown' | 'learning' | 'recorded' | 'hidden'

export const severityWord: Record<Severity, string> = {
  critical: 'Critical',
  major: 'Major',
  warning: 'Warning',
  info: 'Info',
}

/** From worst to mildest. */
export const severities = Object.keys(severityWord) as readonly Severity[]

export const lookText: Record<Look, string> = {
  critical: 'text-critical',
  major: 'text-major',
  warning: 'text-warning',
  info: 'text-info',
  ok: 'text-ok',
  unknown: 'text-unknown',
  learning: 'text-unknown',
  recorded: 'text-unknown',
  hidden: 'text-unknown',
}

/** Which look stands first where several meet. */
const order: readonly Look[] = [
  ...(['critical', 'major', 'warning', 'unknown', 'info', 'learning', 'recorded'] as const),
  ...(['hidden', 'ok'] as const),
]

export function compareLooks(a: Look, b: Look): number {
  return order.indexOf(a) - order.indexOf(b)
}
