export interface Flood {
  readonly from: number
  readonly until: number
  readonly incidents: number
}

const tenMinutes = 600_000
/** More than one person can take in: EEMUA 191. */
const floodOf = 10

/** The most that opened within any ten minutes. Times come in order. */
export function mostWithin(times: readonly number[]): number {
  let [most, first] = [0, 0]
  for (const [last, at] of times.entries()) {
    while (at - (times[first] ?? at) >= tenMinutes) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** Stretches in which every ten minutes brought ten or more, from the first of them to the last. */
export function findFloods(times: readonly number[]): Flood[] {
  const spans: Array<{ first: number; last: number }> = []
  for (let first = 0; first + floodOf <= times.length; first += 1) {
    const last = first + floodOf - 1
    if (timeAt(times, last) - timeAt(times, first) >= tenMinutes) continue
    const before = spans.at(-1)
    if (before && first <= before.last) before.last = last
    else spans.push({ first, last })
  }
  return spans.map(({ first, last }) => ({
    from: timeAt(times, first),
    until: timeAt(times, last),
    incidents: last - first + 1,
  }))
}

function timeAt(times: readonly number[], index: number): number {
  return times[index] ?? 0
}

/** Which share of the ten-minute slots brought how many. */
export function countSlots(times: readonly number[], from: number, to: number) {
  const slots = Math.max(1, Math.ceil((to - from) / tenMinutes))
  const counts = new Map<number, number>()
  for (const at of times) {
    const slot = Math.floor((at - from) / tenMinutes)
    counts.set(slot, (counts.get(slot) ?? 0) + 1)
  }
  const busy = [...counts.values()]
  const share = (least: number, most: number) =>
    busy.filter((count) => count >= least && count <= most).length / slots
  return {
    none: Math.max(0, slots - busy.length) / slots,
    one: share(1, 1),
    two: share(2, 2),
    threeToNine: share(3, floodOf - 1),
    tenOrMore: share(floodOf, Number.POSITIVE_INFINITY),
  }
}
