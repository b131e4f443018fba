import type { Message } from '#domain/notify/message.ts'
import { judgeBeat, newWatch, type Watch, watchdogMessage } from '#domain/notify/watchdog.ts'

/** What came of asking the Hyphae of a data folder how it is. */
export type Asked =
  | { readonly kind: 'answered'; readonly origin: string; readonly beatAt: number | null }
  /** It is there and says nothing. */
  | { readonly kind: 'unanswered' }
  /** No process uses the folder. */
  | { readonly kind: 'gone' }

export interface HomeWatch {
  readonly watch: Watch
  readonly origin: string
  readonly beatAt: number | null
  /** Since when nobody is there, and whether that was told. */
  readonly gone: { readonly since: number; readonly told: boolean } | null
}

export function newHomeWatch(now: number): HomeWatch {
  return { watch: newWatch(now), origin: '', beatAt: null, gone: null }
}

/** Less than that is a restart. */
const goneAfterMilliseconds = 30_000

/** One look: what is known now, and what to tell of it. */
export function lookAtHome(
  before: HomeWatch,
  asked: Asked,
  now: number,
): { readonly home: HomeWatch; readonly message: Message | null } {
  if (asked.kind === 'gone') return noteGone(before, now)
  const back = before.gone?.told ? goneMessage('back', before.gone.since, now) : null
  const answered = asked.kind === 'answered' ? { origin: asked.origin, beatAt: asked.beatAt } : {}
  // Whoever starts anew has its three minutes.
  const watch = before.gone ? newWatch(now) : before.watch
  const home = { ...before, ...answered, gone: null }
  const judged = judgeBeat(watch, home.beatAt, now)
  const since = judged.watch.silent?.since ?? watch.silent?.since ?? now
  const message = judged.news ? watchdogMessage(judged.news, since, now, home.origin) : back
  return { home: { ...home, watch: judged.watch }, message }
}

function noteGone(before: HomeWatch, now: number) {
  const gone = before.gone ?? { since: now, told: false }
  if (gone.told || now - gone.since < goneAfterMilliseconds)
    return { home: { ...before, gone }, message: null }
  const home = { ...before, gone: { ...gone, told: true } }
  return { home, message: goneMessage('gone', gone.since, now) }
}

/** The process itself has ended, and nobody ended it. */
export function goneMessage(news: 'gone' | 'back', since: number, now: number): Message {
  const told = watchdogMessage(news === 'back' ? 'back' : 'silent', since, now, '')
  if (news === 'back') return { ...told, title: 'Hyphae runs again' }
  return {
    ...told,
    title: 'Hyphae does not run any more, and nobody stopped it',
    lines: [
      'If nothing is done: no reading is taken in and no incident is told.',
      'First: start it again with npm start; nothing that was taken in is lost.',
      'Until it is back, watch the sites by other means.',
    ],
  }
}
