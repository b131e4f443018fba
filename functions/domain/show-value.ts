/** Any value as JSON text of a bounded length, for people. */
export function showValue(value: unknown, longest: number): string {
  const text = write(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

function write(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined'
  } catch {
    return 'nested too deeply to be shown'
  }
}
