/** What people's clocks and the sun say at a site. */
export interface SiteClock {
  /** Hours since local midnight by the site's clocks, daylight saving included. */
  readonly civilHour: (atSeconds: number) => number
  /** Days since 1970 by the site's clocks; day 0 was a Thursday. */
  readonly civilDay: (atSeconds: number) => number
  /** Hours since local midnight by standard time, which is as close to the sun as a zone tells. */
  readonly solarHour: (atSeconds: number) => number
}

const day = 86_400

export function openSiteClock(timeZone: string): SiteClock {
  const offsetOf = offsetReader(timeZone)
  const standard = Math.min(
    offsetOf(Date.UTC(2026, 0, 1) / 1000),
    offsetOf(Date.UTC(2026, 6, 1) / 1000),
  )
  let hour = Number.NaN
  let offset = 0
  const offsetAt = (atSeconds: number) => {
    const wanted = Math.floor(atSeconds / 900)
    if (wanted !== hour) {
      hour = wanted
      offset = offsetOf(atSeconds)
    }
    return offset
  }
  const hourOf = (seconds: number) => (seconds - Math.floor(seconds / day) * day) / 3600
  return {
    civilHour: (at) => hourOf(at + offsetAt(at)),
    civilDay: (at) => Math.floor((at + offsetAt(at)) / day),
    solarHour: (at) => hourOf(at + standard),
  }
}

/** Seconds a zone is ahead of UTC at a moment. */
function offsetReader(timeZone: string): (atSeconds: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  return (atSeconds) => {
    const parts = format.formatToParts(atSeconds * 1000)
    const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
    const match = /([+-])(\d\d):(\d\d)/.exec(name)
    if (!match) return 0
    const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60
    return match[1] === '-' ? -seconds : seconds
  }
}
