import type { Matcher, Recurring, Silence } from './silence.ts'
import { nextWindows, type SilenceWindow } from './silence-windows.ts'

/** "cell is pump or bed-1, and severity is warning". */
export function tellMatchers(matchers: readonly Matcher[]): string {
  return matchers.map(({ field, is }) => `${field} is ${is.join(' or ')}`).join(', and ')
}

export function tellRecurring({ days, from, to, timeZone }: Recurring): string {
  return `${days.join(', ')} ${from} to ${to} (${timeZone})`
}

export interface SilenceNow {
  readonly silence: Silence
  readonly state: 'in-force' | 'coming' | 'ended'
  /** In force, and over within half an hour: whoever still works there should know. */
  readonly endsSoon: boolean
  /** The one that is open, or the next. */
  readonly window: SilenceWindow | null
  readonly words: string
}

const soon = 30 * 60_000

export function tellSilence(silence: Silence, now: number): SilenceNow {
  const [window = null] = nextWindows(silence, now, 1)
  const words = tellMatchers(silence.matchers)
  if (!window) return { silence, state: 'ended', endsSoon: false, window, words }
  const isOpen = window.from <= now
  const endsSoon = isOpen && window.until - now <= soon
  return { silence, state: isOpen ? 'in-force' : 'coming', endsSoon, window, words }
}
