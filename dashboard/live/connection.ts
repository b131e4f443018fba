export type Connection = 'connecting' | 'live' | 'lost'

/** Silence that long is told as a lost connection: within five seconds of the cut. */
const lostAfterMilliseconds = 4_000

export interface Contact {
  /** When watching began, or began again after the tab was hidden. */
  readonly since: number
  readonly lastAnswerAt: number | null
}

export function judgeConnection(contact: Contact, now: number): Connection {
  const silentSince = Math.max(contact.since, contact.lastAnswerAt ?? 0)
  if (now - silentSince > lostAfterMilliseconds) return 'lost'
  if (contact.lastAnswerAt === null) return 'connecting'
  return 'live'
}
