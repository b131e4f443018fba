import { ecocell } from './ecocell.ts'
import type { Feed } from './feed.ts'
import { nutrientNetwork } from './nutrient-network.ts'

export const feeds: readonly Feed[] = [ecocell, nutrientNetwork]

const byName: ReadonlyMap<string, Feed> = new Map(feeds.map((feed) => [feed.feed, feed]))

export function findFeed(name: string): Feed | undefined {
  return byName.get(name)
}
