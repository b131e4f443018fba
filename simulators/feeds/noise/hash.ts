/** One 32-bit number from two, with every bit of both in every bit of it. */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ (b >>> 15), 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A seed of its own for every place and purpose, so that no order of calls can matter. */
export function placeSeed(seed: number, ...names: readonly string[]): number {
  let hash = mix(seed | 0, Math.floor(seed / 4_294_967_296))
  for (const name of names) {
    for (let index = 0; index < name.length; index++)
      hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193)
    hash = mix(hash, name.length)
  }
  return hash
}

/** Uniform in [0, 1). */
export function uniform(seed: number, index: number): number {
  return mix(seed, index) / 4_294_967_296
}

/** Close to a standard normal (a sum of four), and never beyond ±3.5. */
export function gaussian(seed: number, index: number): number {
  const first = mix(seed, index)
  const second = mix(first, seed)
  const sum = (first & 0xffff) + (first >>> 16) + (second & 0xffff) + (second >>> 16)
  return (sum - 131_070) / 37_837.2
}
