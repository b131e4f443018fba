/** A reading without its value, if it says how many people stand behind it. */
export function withoutPeoplesValue(reading: unknown): unknown {
  if (typeof reading !== 'object' || reading === null || !('people' in reading)) return reading
  const { value: _, ...rest } = reading as Record<string, unknown>
  return rest
}
