import { populationOf } from './ecocell/population.ts'
import { traitsOf } from './ecocell/traits.ts'

/** Cells whose people have an application of their own, two of them with fewer than ten people. */
const cells = ['moss-gallery', 'weavers-court', 'cloud-workshop', 'nightjar-rooms'] as const
const site = 'habitat'

/** By "site.cell". */
export const cellsWithApplication: ReadonlySet<string> = new Set(
  cells.map((cell) => `${site}.${cell}`),
)

export interface Participant {
  readonly site: string
  readonly subject: string
}

/** Who was asked there, by pseudonym. */
export function participants(seed: number): Participant[] {
  return cells.flatMap((cell) =>
    populationOf(site, cell, traitsOf(site, cell).reporters, seed).map(({ subject }) => ({
      site,
      subject,
    })),
  )
}
