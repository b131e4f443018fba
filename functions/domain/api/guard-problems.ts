import type { Route } from './route.ts'

/**
 * What stands before every operation, each of which answers for itself, whatever the operation is: a parameter that is
 * not known, who asks, an address without end, and how often.
 */
const before = [400, 401, 403, 414, 429]
/** A body that is none, and a key that is in use or was used for something else. */
const beforeChange = [409, 422]

/** Statuses that the guards answer with. */
export function guardProblems({ method, path }: Pick<Route, 'method' | 'path'>): number[] {
  const limited = path === unlimitedPath ? before.filter((status) => status !== 429) : before
  return method === 'get' ? limited : [...limited, ...beforeChange]
}

/** Whoever asks whether Hyphae lives is answered however often. */
export const unlimitedPath = '/health'
