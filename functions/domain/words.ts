/** Figures as people on shift read them. */
export function formatValue(value: number, resolution: number, unit: string): string {
  const decimals = resolution >= 1 ? 0 : Math.min(6, Math.ceil(-Math.log10(resolution)))
  return unit === '' ? value.toFixed(decimals) : `${value.toFixed(decimals)} ${unit}`
}

export function formatClock(at: number): string {
  return `${new Date(at).toISOString().slice(11, 16)} UTC`
}

export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 120) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

/** A surprise in words: 4 is "1 in 10,000". */
export function formatChance(score: number): string {
  if (score >= 9) return 'less than 1 in a billion'
  const chance = 10 ** score
  const magnitude = 10 ** Math.floor(Math.log10(chance))
  return `1 in ${(Math.round(chance / magnitude) * magnitude).toLocaleString('en-US')}`
}
