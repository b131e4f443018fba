const longSilentMilliseconds = 3_600_000

export const tickMilliseconds = 60_000
/** A cell that reported within this time needs nobody to tell it the time. */
export const silentAfterMilliseconds = 45_000

/** Whether a cell is told the time this minute: every minute of its first silent hour, then once an hour. */
export function isTickDue(silentFor: number): boolean {
  if (silentFor < silentAfterMilliseconds) return false
  return silentFor < longSilentMilliseconds || silentFor % longSilentMilliseconds < tickMilliseconds
}
