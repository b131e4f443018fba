import type { DetectorSettings, Policy, PolicySettings } from './policy.ts'

/** What decides which policies cover a sensor. */
export interface PolicyPlace {
  readonly feed: string | null
  readonly site: string
  readonly metric: string
  readonly key: string
}

/** The versions of each policy that are kept at hand, by scope. */
export type Policies = ReadonlyMap<string, readonly Policy[]>

/** What all policies together say of a sensor from a moment of event time on. */
export interface PolicyPeriod {
  readonly from: number
  readonly settings: PolicySettings
  /** The versions that say it, as in "site:habitat@3". */
  readonly sources: readonly string[]
}

/** Changes of mind at hand for readings that come late or are played again; state must stay small. */
export const periodsKept = 8

/** From the least specific to the most. */
function scopesOf({ feed, site, metric, key }: PolicyPlace): string[] {
  return [
    ...(feed === null ? [] : [`feed:${feed}`]),
    `metric:${metric}`,
    `site:${site}`,
    `site:${site},metric:${metric}`,
    `sensor:${key}`,
  ]
}

export function periodsFor(place: PolicyPlace, policies: Policies): PolicyPeriod[] {
  const versions = scopesOf(place).flatMap((scope) => policies.get(scope) ?? [])
  const moments = [...new Set(versions.map(({ from }) => from))].sort((a, b) => a - b)
  const periods: PolicyPeriod[] = []
  for (const from of moments) {
    const inForce = policiesAt(place, policies, from)
    const period = {
      from,
      settings: inForce.reduce((merged, { settings }) => merge(merged, settings), {}),
      sources: inForce.map(({ scope, version }) => `${scope}@${version}`),
    }
    const before = periods.at(-1)
    const news = before ? said(before) !== said(period) : period.sources.length > 0
    if (news) periods.push(period)
  }
  return periods.slice(-periodsKept)
}

/** The version of each scope that holds at a moment, the most specific last; one that says nothing is none. */
function policiesAt(place: PolicyPlace, policies: Policies, at: number): Policy[] {
  return scopesOf(place).flatMap((scope) => {
    const [first, ...others] = (policies.get(scope) ?? []).filter(({ from }) => from <= at)
    if (!first) return []
    const newest = others.reduce((a, b) => (b.version > a.version ? b : a), first)
    return Object.keys(newest.settings).length > 0 ? [newest] : []
  })
}

function said({ settings, sources }: PolicyPeriod): string {
  return JSON.stringify([settings, sources])
}

function merge(general: PolicySettings, specific: PolicySettings): PolicySettings {
  const names = new Set([
    ...Object.keys(general.detectors ?? {}),
    ...Object.keys(specific.detectors ?? {}),
  ])
  if (names.size === 0) return { ...general, ...specific }
  const detectors = Object.fromEntries(
    [...names].map((name): [string, DetectorSettings] => [
      name,
      { ...general.detectors?.[name], ...specific.detectors?.[name] },
    ]),
  )
  return { ...general, ...specific, detectors }
}

/** One field of what holds for a sensor, and whose word it is. */
export interface PolicyField {
  readonly field: string
  readonly value: unknown
  readonly scope: string
  readonly version: number
  readonly by: string
}

export function fieldsAt(place: PolicyPlace, policies: Policies, at: number): PolicyField[] {
  const fields = new Map<string, PolicyField>()
  for (const { scope, version, by, settings } of policiesAt(place, policies, at))
    for (const [field, value] of flatten(settings))
      fields.set(field, { field, value, scope, version, by })
  return [...fields.values()].sort((a, b) => (a.field < b.field ? -1 : 1))
}

/** A limit is one field: its two bounds mean nothing apart. */
export function flatten({ detectors = {}, ...general }: PolicySettings): Array<[string, unknown]> {
  const own = Object.entries(detectors).flatMap(([name, settings]) =>
    Object.entries(settings).map(([field, value]): [string, unknown] => [
      `detectors.${name}.${field}`,
      value,
    ]),
  )
  return [...Object.entries(general), ...own].filter(([, value]) => value !== undefined)
}
