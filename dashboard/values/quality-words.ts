/** What the quality tests make of a reading, where they doubt it. */
export function qualityWords(flag: number): readonly string[] {
  if (flag === 3) return ['Quality: suspect']
  return flag === 4 ? ['Quality: failed'] : []
}
