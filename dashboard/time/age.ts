const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** How long, in at most two units: "3 s", "12 min", "2 h 5 min", "3 d 4 h". */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000))
  if (seconds < minute) return `${seconds} s`
  if (seconds < hour) return `${Math.floor(seconds / minute)} min`
  if (seconds < day) return twoUnits(seconds, hour, 'h', minute, 'min')
  return twoUnits(seconds, day, 'd', hour, 'h')
}

function twoUnits(seconds: number, big: number, bigName: string, small: number, smallName: string) {
  const rest = Math.floor((seconds % big) / small)
  const head = `${Math.floor(seconds / big)} ${bigName}`
  return rest === 0 ? head : `${head} ${rest} ${smallName}`
}

export function formatAge(at: number, now: number): string {
  return `${formatDuration(now - at)} ago`
}
