/** Gateways that ask a time server are seconds apart; minutes ahead a clock is wrong, and would make the right ones late. */
const aheadToleranceMilliseconds = 5 * 60_000

/**
 * A stamp is held against the stream's own record of its arrival: a publisher may write any time into its event, and a
 * redelivery brings the same arrival again. The past is never refused, so a recording says the same whenever it is played.
 */
export function judgeStamp(name: string, at: number, arrivedAt: number): string | undefined {
  if (at <= arrivedAt + aheadToleranceMilliseconds) return undefined
  const [stamped, arrived] = [at, arrivedAt].map((time) => new Date(time).toISOString())
  return `${name} ${stamped} is more than ${aheadToleranceMilliseconds / 60_000} minutes ahead of ${arrived}, when it arrived; set the sender's clock and send it again`
}
