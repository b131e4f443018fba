const minute = 60_000
const day = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** What a wall clock of the zone shows, as if it were UTC. */
export function localTime(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0
  return Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
}

/**
 * The first instant at which the zone's clock shows this time or a later one of that day: where clocks go back, the first
 * of the two; where they skip it, the moment they are put forward.
 */
export function instantOf(local: number, timeZone: string): number {
  const offsets = [local - day, local + day].map((near) => localTime(near, timeZone) - near)
  const found = offsets
    .map((offset) => local - offset)
    .sort((a, b) => a - b)
    .find((at) => localTime(at, timeZone) === local)
  return found ?? skippedTo(local, offsets, timeZone)
}

/** Between the two readings of a time that no clock showed lies the moment they were put forward. */
function skippedTo(local: number, offsets: readonly number[], timeZone: string): number {
  let [before, after] = [local - Math.max(...offsets), local - Math.min(...offsets)]
  while (after - before > minute) {
    const middle = before + Math.floor((after - before) / 2 / minute) * minute
    if (localTime(middle, timeZone) >= local) after = middle
    else before = middle
  }
  return after
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const
  const format = new Intl.DateTimeFormat('en-GB', {
    ...numbers,
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
    timeZone,
  })
  formats.set(timeZone, format)
  return format
}
