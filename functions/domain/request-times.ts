/** Five attempts of this fit into a function's minute; the slowest call measured takes a tenth. */
const longestRequestMilliseconds = 10_000

/**
 * How long a call to AWS may take before it is tried again: without a limit a lost answer holds a shard until the
 * function itself is ended. A test that loses answers by design shortens it.
 */
export function requestTimes(environment: Readonly<Record<string, string | undefined>>) {
  const shorter = Number(environment['REQUEST_TIMEOUT_MILLISECONDS'])
  const longest = shorter > 0 ? shorter : longestRequestMilliseconds
  return {
    connectionTimeout: longest,
    requestTimeout: longest,
    // By default it would only be said in the log.
    throwOnRequestTimeout: true,
  }
}
