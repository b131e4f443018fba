import type { ApiClient } from '#api-client/client.ts'
import type { Participant } from '#simulators/feeds/demo-people.ts'
import { pagesOf } from './pages-of.ts'

const callsAtOnce = 4

/** Records that those agreed, from a moment on, who never decided: whoever took it back is not asked again. */
export async function recordConsents(
  api: ApiClient,
  participants: readonly Participant[],
  from: number,
): Promise<void> {
  for (const [site, own] of Map.groupBy(participants, (one) => one.site)) {
    const decided = await subjectsOf(api, site)
    const asked = own.filter(({ subject }) => !decided.has(subject))
    for (let first = 0; first < asked.length; first += callsAtOnce)
      await Promise.all(
        asked.slice(first, first + callsAtOnce).map(({ subject }) =>
          api('grantConsent', {
            parameters: { site, subject, purpose: 'aggregates' },
            body: { from },
          }),
        ),
      )
  }
}

async function subjectsOf(api: ApiClient, site: string): Promise<ReadonlySet<string>> {
  const decided = new Set<string>()
  const pages = pagesOf((cursor) =>
    api('consents', { parameters: { site }, query: { limit: 500, ...cursor } }),
  )
  for await (const { items } of pages)
    for (const { consent } of items)
      if (consent.purpose === 'aggregates') decided.add(consent.subject)
  return decided
}
