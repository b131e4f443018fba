import { placeSeed } from '#simulators/feeds/noise/hash.ts'

interface Placed {
  readonly kind: string
  readonly site: string
  readonly cell: string
  readonly sensor?: string
}

/** Chance of its own for each place, the same in every run of the fault. */
export function faultSeed({ kind, site, cell, sensor = '' }: Placed): number {
  return placeSeed(0xfa17, kind, site, cell, sensor)
}
