const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter costs a hundred times what using one does. */
function formatter(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options })
  formatters.set(key, made)
  return made
}

export function formatClock(at: number, zone: string): string {
  return formatter(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)
}

export function formatHour(at: number, zone: string): string {
  return formatter(zone, { hour: '2-digit', minute: '2-digit' }).format(at)
}

export function formatDay(at: number, zone: string): string {
  return formatter(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at)
}

export function formatDate(at: number, zone: string): string {
  return formatter(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
}

/** "UTC", "UTC+1", "UTC−3:30": as it was at that moment, so both clock changes come out right. */
export function formatOffset(at: number, zone: string): string {
  const parts = formatter(zone, { timeZoneName: 'shortOffset' }).formatToParts(at)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC'
  return name
    .replace('GMT', 'UTC')
    .replace('-', '−')
    .replace(/[+−]0$/, '')
}

/** "Sat 21 Nov, 14:05" */
export function formatDayHour(at: number, zone: string): string {
  return `${formatDay(at, zone)}, ${formatHour(at, zone)}`
}

/** "Sat 21 Nov 2143, 14:05:10": with the year, for recordings may be of any. */
export function formatMoment(at: number, zone: string): string {
  const day = formatter(zone, { weekday: 'short' }).format(at)
  return `${day} ${formatDate(at, zone)}, ${formatClock(at, zone)}`
}

/** "21 Nov 2143, 14:05:10 UTC+1" */
export function formatInstant(at: number, zone: string): string {
  return `${formatDate(at, zone)}, ${formatClock(at, zone)} ${formatOffset(at, zone)}`
}

/** Minutes that the zone's clock is ahead of UTC at that moment. */
export function offsetMinutes(at: number, zone: string): number {
  const match = /UTC(?:([+−])(\d+)(?::(\d+))?)?/.exec(formatOffset(at, zone))
  if (!match?.[1]) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0)
  return match[1] === '+' ? minutes : -minutes
}
