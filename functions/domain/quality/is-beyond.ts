/** Beyond a limit by more than what adding decimals in doubles brings: exactly on it is within. */
export function isBeyond(amount: number, limit: number, resolution: number): boolean {
  return amount > limit + resolution / 1000
}
