import type { Edge } from '#domain/site.ts'

export interface SupplyGraph {
  readonly out: ReadonlyMap<string, readonly Edge[]>
  readonly into: ReadonlyMap<string, readonly Edge[]>
  /** Sources first; an edge that would close a circle carries nothing and is left out. */
  readonly order: readonly string[]
}

export function openSupplyGraph(cells: readonly string[], edges: readonly Edge[]): SupplyGraph {
  const known = new Set(cells)
  const all = edges.filter((edge) => known.has(edge.from) && known.has(edge.to))
  const order = orderBySource(cells, groupBy(all, 'from'))
  const rank = new Map(order.map((cell, index) => [cell, index]))
  const forward = all.filter((edge) => (rank.get(edge.from) ?? 0) < (rank.get(edge.to) ?? 0))
  return { order, out: groupBy(forward, 'from'), into: groupBy(forward, 'to') }
}

function groupBy(edges: readonly Edge[], end: 'from' | 'to'): Map<string, Edge[]> {
  return Map.groupBy(edges, (edge) => edge[end])
}

/** Depth first without recursion, for a site may be a chain of thousands. */
function orderBySource(cells: readonly string[], out: ReadonlyMap<string, readonly Edge[]>) {
  const done: string[] = []
  const seen = new Set<string>()
  for (const root of cells) if (!seen.has(root)) visitFrom(root, out, seen, done)
  return done.reverse()
}

function visitFrom(
  root: string,
  out: ReadonlyMap<string, readonly Edge[]>,
  seen: Set<string>,
  done: string[],
): void {
  const open = [{ cell: root, next: 0 }]
  seen.add(root)
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const edge = out.get(top.cell)?.[top.next++]
    if (!edge) {
      done.push(top.cell)
      open.pop()
    } else if (!seen.has(edge.to)) {
      seen.add(edge.to)
      open.push({ cell: edge.to, next: 0 })
    }
  }
}

/** What flows along each edge when everyone takes what they need; two sources share a need evenly. */
export function edgeDemands(
  graph: SupplyGraph,
  own: (cell: string) => number,
): ReadonlyMap<Edge, number> {
  const demands = new Map<Edge, number>()
  for (const cell of graph.order.toReversed()) {
    const outgoing = graph.out.get(cell) ?? []
    const total = outgoing.reduce((sum, edge) => sum + (demands.get(edge) ?? 0), own(cell))
    const incoming = graph.into.get(cell) ?? []
    for (const edge of incoming) demands.set(edge, total / incoming.length)
  }
  return demands
}
