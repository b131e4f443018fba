import { RequestProblem } from './problems.ts'

/** Takes one request from a principal's allowance, or throws when that is used up. */
export type TakeRequest = (principal: string) => void

/** How long somebody may be quick before the pace counts. */
const burstSeconds = 3
/** More principals than a fleet's operators; whoever was away longest is forgotten, and so begins anew. */
const mostPrincipals = 10_000

/** A bucket of tokens for each principal, filled at the pace that is allowed. */
export function createRateLimit(requestsPerSecond: number, now: () => number): TakeRequest {
  const most = requestsPerSecond * burstSeconds
  const buckets = new Map<string, { readonly left: number; readonly at: number }>()
  return (principal) => {
    const at = now()
    const before = buckets.get(principal) ?? { left: most, at }
    const since = Math.max(0, at - before.at) / 1000
    const left = Math.min(most, before.left + since * requestsPerSecond)
    // Put at the end, so that the first is whoever asked longest ago.
    buckets.delete(principal)
    buckets.set(principal, { left: left < 1 ? left : left - 1, at })
    if (buckets.size > mostPrincipals) forgetFirst(buckets)
    if (left < 1) throw tooMany(requestsPerSecond, (1 - left) / requestsPerSecond)
  }
}

function forgetFirst(buckets: Map<string, unknown>): void {
  for (const [first] of buckets) {
    buckets.delete(first)
    return
  }
}

function tooMany(requestsPerSecond: number, seconds: number): RequestProblem {
  const wait = Math.max(1, Math.ceil(seconds))
  return new RequestProblem(
    429,
    'Too many requests',
    `More than ${requestsPerSecond} requests a second came from you; wait ${wait} s, then go on more slowly.`,
    undefined,
    { 'retry-after': String(wait) },
  )
}
