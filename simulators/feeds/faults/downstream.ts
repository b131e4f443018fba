import type { SupplyGraph } from '#simulators/feeds/nutrient-network/supply-graph.ts'

/** How a failure at one cell reaches another: how much of its supply is lost, and after how long. */
export interface Reach {
  readonly cell: string
  readonly lossShare: number
  readonly lagSeconds: number
}

/** Everything downstream of a cell, nearest first; a cell with two supplies loses only its share. */
export function downstreamOf(graph: SupplyGraph, root: string): readonly Reach[] {
  const reached = new Map<string, Reach>([[root, { cell: root, lossShare: 1, lagSeconds: 0 }]])
  for (const cell of graph.order) {
    if (cell === root) continue
    const incoming = graph.into.get(cell) ?? []
    const hit = incoming.flatMap((edge) => {
      const from = reached.get(edge.from)
      return from ? [{ loss: from.lossShare, lag: from.lagSeconds + edge.lagSeconds }] : []
    })
    if (hit.length === 0) continue
    const lossShare = hit.reduce((sum, { loss }) => sum + loss, 0) / incoming.length
    reached.set(cell, { cell, lossShare, lagSeconds: Math.min(...hit.map(({ lag }) => lag)) })
  }
  return [...reached.values()].sort((a, b) => a.lagSeconds - b.lagSeconds)
}

/** A set of cells and everything upstream of them, whose meters see what they take. */
export function withUpstream(graph: SupplyGraph, cells: Iterable<string>): ReadonlySet<string> {
  const found = new Set(cells)
  for (const cell of graph.order.toReversed())
    if (found.has(cell)) for (const edge of graph.into.get(cell) ?? []) found.add(edge.from)
  return found
}
