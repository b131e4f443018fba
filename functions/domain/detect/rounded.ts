/** State is computed in the precision in which it is stored: single, which seven digits of a distance are plenty for. */
export const rounded = Math.fround

const singles = new Float32Array(1)
const bits = new Uint32Array(singles.buffer)

/** The upper half of single precision, in two bytes: for what three digits are plenty for. */
export function coarse(value: number): number {
  singles[0] = value
  bits[0] = ((bits[0] ?? 0) + 0x8000) & 0xffff0000
  return singles[0]
}
