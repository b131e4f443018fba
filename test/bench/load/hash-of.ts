/** 0 to 1, the same for the same numbers. */
export function hashOf(...numbers: readonly number[]): number {
  let hash = 2_166_136_261
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number | 0), 16_777_619)
    hash ^= hash >>> 13
    hash = Math.imul(hash, 0x5bd1e995)
  }
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32
}
