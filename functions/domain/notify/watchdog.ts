import * as z from 'zod'
import { formatClock, formatDuration } from '#domain/words.ts'
import { matchRoutes } from './match-routes.ts'
import type { Message } from './message.ts'
import type { Routing } from './routing.ts'

const silentAfterMilliseconds = 180_000
const repeatMilliseconds = 3_600_000

/** What whoever watches from outside remembers: since when it waits for a beat, and what it told of that. */
export const Watch = z.object({
  startedAt: z.number().int(),
  silent: z.object({ since: z.number().int(), toldAt: z.number().int() }).nullable(),
})
export type Watch = z.infer<typeof Watch>

export type WatchNews = 'silent' | 'still-silent' | 'back'

export function newWatch(startedAt: number): Watch {
  return { startedAt, silent: null }
}

/** Once when no beat has come for three minutes, hourly while none comes, and when it is back. */
export function judgeBeat(
  watch: Watch,
  beatAt: number | null,
  now: number,
): { readonly watch: Watch; readonly news: WatchNews | null } {
  const last = Math.max(watch.startedAt, beatAt ?? 0)
  const { silent } = watch
  if (now - last < silentAfterMilliseconds)
    return silent ? { watch: { ...watch, silent: null }, news: 'back' } : { watch, news: null }
  if (!silent) return { watch: { ...watch, silent: { since: last, toldAt: now } }, news: 'silent' }
  if (now - silent.toldAt < repeatMilliseconds) return { watch, news: null }
  const again = { ...silent, toldAt: now }
  return { watch: { ...watch, silent: again }, news: 'still-silent' }
}

const words: Readonly<Record<WatchNews, (since: number, now: number) => string>> = {
  silent: (since) => `The pipeline has been silent since ${formatClock(since)}`,
  'still-silent': (since, now) =>
    `The pipeline is still silent, for ${formatDuration(now - since)}`,
  back: (since, now) => `The pipeline is back after ${formatDuration(now - since)}`,
}

export function watchdogMessage(
  news: WatchNews,
  since: number,
  now: number,
  dashboardUrl: string,
): Message {
  const isBack = news === 'back'
  return {
    schemaVersion: 1,
    kind: 'watchdog',
    severity: isBack ? 'info' : 'critical',
    title: words[news](since, now),
    lines: isBack
      ? ['What came meanwhile is being worked through; incidents may be told late.']
      : [
          'If nothing is done: no incident is detected or told.',
          'First: look at the status page, then at the log of detect-anomalies and track-incidents.',
          'Until it is back, watch the sites by other means.',
        ],
    place: null,
    since: new Date(since).toISOString(),
    downstream: 0,
    link: dashboardUrl === '' ? null : `${dashboardUrl}/status`,
    ...{ incidents: [], total: 0 },
  }
}

/** Whoever hears now of anything critical at any site hears of the silence as well. */
export function watchdogReceivers(routing: Routing, at: number): string[] {
  const sites = new Set(['', ...routing.routes.flatMap(({ match }) => match.sites ?? [])])
  const routes = [...sites].flatMap(
    (site) => matchRoutes(routing, { severity: 'critical', site }, at).routes,
  )
  return [...new Set(routes.map(({ receiver }) => receiver))]
}
