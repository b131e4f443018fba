import type { Cell } from '#domain/sensor.ts'
import { leastNeighbours } from './judge-hour.ts'

/** Cells that are set against one another. */
export interface NeighbourGroup {
  readonly site: string
  readonly name: string
  readonly cells: readonly Cell[]
}

/** What is remembered of so many fits into one stored item, a week of waiting hours included. */
const mostCells = 16

/** Cells of one site that do the same and are fed alike, in the order of the site file and in even parts. */
export function groupNeighbours(cells: readonly Cell[]): NeighbourGroup[] {
  const kinds = Map.groupBy(cells, ({ role, feed }) => `${role}.${feed ?? ''}`)
  return [...kinds].flatMap(([kind, alike]) => {
    if (alike.length <= leastNeighbours) return []
    const parts = Math.ceil(alike.length / mostCells)
    const size = Math.ceil(alike.length / parts)
    return Array.from({ length: parts }, (_, part) => ({
      site: alike[0]?.site ?? '',
      name: `${kind}.${part}`,
      cells: alike.slice(part * size, (part + 1) * size),
    }))
  })
}
