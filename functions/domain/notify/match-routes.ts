import type { Severity } from '#domain/severity.ts'
import { isWithinHours } from './is-within-hours.ts'
import type { Hours, Route, Routing } from './routing.ts'

export interface Matched {
  readonly routes: readonly Route[]
  /** Of the routes that were looked at and do not match, the part that does not, in words. */
  readonly refused: ReadonlyArray<{ readonly route: string; readonly because: string }>
}

export interface Matchable {
  readonly severity: Severity
  readonly site: string
}

/** The routes that hold: the first that matches, and those behind it as far as each says to go on. */
export function matchRoutes(routing: Routing, incident: Matchable, at: number): Matched {
  const routes: Route[] = []
  const refused: { route: string; because: string }[] = []
  for (const route of routing.routes) {
    const because = refuse(route, incident, at)
    if (because !== undefined) refused.push({ route: route.name, because })
    else {
      routes.push(route)
      if (!route.continue) break
    }
  }
  return { routes, refused }
}

const openingSteps = 5 * 60_000
/** Hours recur by the week; a day more for clocks that change. */
const longestClosed = 8 * 86_400_000

/** When the first route opens that would hold but for its hours; undefined where none ever does. */
export function nextOpening(routing: Routing, incident: Matchable, at: number): number | undefined {
  const waiting = routing.routes.flatMap((route) => {
    const { hours, ...others } = route.match
    return hours && refuse({ ...route, match: others }, incident, at) === undefined ? [hours] : []
  })
  if (waiting.length === 0) return undefined
  const first = Math.ceil(at / openingSteps) * openingSteps
  for (let time = first; time <= at + longestClosed; time += openingSteps)
    if (waiting.some((hours) => isWithinHours(hours, time))) return time
  return undefined
}

function refuse({ match }: Route, { severity, site }: Matchable, at: number): string | undefined {
  const { severities, sites, hours } = match
  if (severities && !severities.includes(severity))
    return `it is for ${severities.join(', ')}, not ${severity}`
  if (sites && !sites.includes(site)) return `it is for ${sites.join(', ')}, not ${site}`
  if (hours && !isWithinHours(hours, at)) return `its hours are ${describeHours(hours)}`
  return undefined
}

function describeHours({ days, from, to, timeZone }: Hours): string {
  return `${days ? `${days.join(', ')} ` : ''}${from} to ${to} ${timeZone}`
}

/** Why nobody is told, route by route. */
export function explainNoRoute(routing: Routing, { refused }: Matched): string {
  if (routing.routes.length === 0) return 'No route matches: the routing has none.'
  const parts = refused.map(({ route, because }) => `${route}: ${because}`)
  const shown = parts.slice(0, 5).join('; ')
  return `No route matches (${shown}${parts.length > 5 ? `; and ${parts.length - 5} more` : ''}).`
}
