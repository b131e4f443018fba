/** Only the decimals that the sensor can tell apart. */
export function decimalsOf(resolution: number): number {
  return Math.min(6, Math.max(0, Math.ceil(-Math.log10(resolution) - 1e-9)))
}

export function formatNumber(value: number, resolution: number): string {
  const text = new Intl.NumberFormat('en-GB', {
    minimumFractionDigits: decimalsOf(resolution),
    maximumFractionDigits: decimalsOf(resolution),
  }).format(value)
  return text.replace('-', '−')
}

export function formatValue(value: number, resolution: number, unit: string): string {
  const number = formatNumber(value, resolution)
  return unit === '' ? number : `${number}\u00a0${unit}`
}

export function formatCount(count: number): string {
  return count.toLocaleString('en-GB')
}

/** "1 sensor", "12 sensors" */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
