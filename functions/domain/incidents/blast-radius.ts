import * as z from 'zod'
import type { RankedCause } from './rank-causes.ts'
import type { Downstream } from './relate-cells.ts'

export const BlastRadius = z
  .object({
    /** Of the cause's downstream: what shows it by now. */
    cells: z.number().int(),
    sensors: z.number().int(),
    /** And what it has still to reach, the soonest first; bounded, see `omitted`. */
    predicted: z.array(z.object({ cell: z.string(), name: z.string(), arrivesAt: z.number() })),
    omitted: z.number().int(),
  })
  .meta({ id: 'BlastRadius' })
export type BlastRadius = z.infer<typeof BlastRadius>

const mostPredicted = 50

/** How far a cause has come, and how far it will, by the lags of the site's graph. */
export function findBlastRadius(
  [root, ...others]: readonly RankedCause[],
  downstream: Downstream,
  nameOf: (cell: string) => string,
): BlastRadius {
  const lags = root ? downstream.get(root.cell) : undefined
  if (!root || !lags) return { cells: 0, sensors: 0, predicted: [], omitted: 0 }
  const reached = others.filter(({ cell }) => lags.has(cell))
  const disturbed = new Set(others.map(({ cell }) => cell))
  const coming = [...lags]
    .filter(([cell]) => !disturbed.has(cell))
    .map(([cell, lag]) => ({ cell, name: nameOf(cell), arrivesAt: root.onset + lag * 1000 }))
    .sort((a, b) => a.arrivesAt - b.arrivesAt || (a.cell < b.cell ? -1 : 1))
  return {
    cells: reached.length,
    sensors: reached.reduce((sum, { sensors }) => sum + sensors, 0),
    predicted: coming.slice(0, mostPredicted),
    omitted: Math.max(0, coming.length - mostPredicted),
  }
}
