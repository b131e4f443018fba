/** What a cell remembers is forgotten within two days, so three silent ones bring any world up to date. */
const spinUpSeconds = 3 * 86_400
const coarseStepSeconds = 300

export function spinUpStart(from: number): number {
  return (
    (Math.floor(from / coarseStepSeconds) - spinUpSeconds / coarseStepSeconds) * coarseStepSeconds
  )
}

/** Steps through the days before the first reading, without reporting them. */
export function spinUp(from: number, step: (at: number) => void): void {
  for (let at = spinUpStart(from) + coarseStepSeconds; at < from; at += coarseStepSeconds) step(at)
}
