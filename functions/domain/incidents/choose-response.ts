import type { Anomaly } from '#domain/anomaly.ts'
import { findFeed } from '#domain/feeds/registry.ts'
import type { SiteResponse, WhatToDo } from './response.ts'
import { anyValue, detectorResponses } from './usual-responses.ts'

export interface Responses {
  /** The site's own, as its file has them. */
  readonly site: readonly SiteResponse[]
  /** Each cell's feed. */
  readonly feeds: ReadonlyMap<string, string>
}

/** The three lines an incident opens with: by what shows most at its cause. */
export function chooseResponse(
  atRoot: readonly Anomaly[],
  responses: Responses,
  openedAt: number,
): WhatToDo | null {
  const [first, ...others] = atRoot
  if (!first) return null
  const strongest = others.reduce((a, b) => (b.score > a.score ? b : a), first)
  const { from, response } = find(strongest, responses)
  const { consequence, firstAction, withinMinutes } = response
  const dueAt = openedAt + withinMinutes * 60_000
  return { consequence, firstAction, withinMinutes, dueAt, from }
}

function find(anomaly: Anomaly, { site, feeds }: Responses) {
  const own = site
    .filter((response) => speaksOf(response, anomaly))
    .reduce<SiteResponse | undefined>(
      (best, one) => (best && named(best) >= named(one) ? best : one),
      undefined,
    )
  if (own) return { from: 'site', response: own } as const
  const byDetector = detectorResponses[anomaly.detector]
  if (byDetector) return { from: 'detector', response: byDetector } as const
  const direction = directionOf(anomaly)
  const byFeed = findFeed(feeds.get(anomaly.cell) ?? '')?.responses[anomaly.metric]?.[direction]
  if (byFeed) return { from: 'feed', response: byFeed } as const
  return { from: 'detector', response: anyValue[direction] } as const
}

function speaksOf(response: SiteResponse, anomaly: Anomaly): boolean {
  return (
    (response.cell ?? anomaly.cell) === anomaly.cell &&
    (response.metric ?? anomaly.metric) === anomaly.metric &&
    (response.detector ?? anomaly.detector) === anomaly.detector &&
    (response.direction ?? directionOf(anomaly)) === directionOf(anomaly)
  )
}

function named({ cell, metric, detector, direction }: SiteResponse): number {
  return [cell, metric, detector, direction].filter((one) => one !== undefined).length
}

function directionOf({ value, expected }: Anomaly): 'high' | 'low' {
  return value >= expected ? 'high' : 'low'
}
