import type { Edge } from '#domain/site.ts'

/** How a site's cells reach one another: per cell, the cells downstream and how long a disturbance takes to them. */
export type Downstream = ReadonlyMap<string, ReadonlyMap<string, number>>

export function findDownstream(edges: readonly Edge[]): Downstream {
  const outgoing = new Map<string, Edge[]>()
  for (const edge of edges) outgoing.set(edge.from, [...(outgoing.get(edge.from) ?? []), edge])
  return new Map([...outgoing.keys()].map((cell) => [cell, reach(cell, outgoing)]))
}

/** Breadth first; the quickest way wins. Cycles end because a cell is entered again only when reached sooner. */
function reach(start: string, outgoing: ReadonlyMap<string, readonly Edge[]>): Map<string, number> {
  const lags = new Map<string, number>([[start, 0]])
  const queue = [start]
  for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
    for (const edge of outgoing.get(cell) ?? []) {
      const lag = (lags.get(cell) ?? 0) + edge.lagSeconds
      if (lag >= (lags.get(edge.to) ?? Number.POSITIVE_INFINITY)) continue
      lags.set(edge.to, lag)
      queue.push(edge.to)
    }
  }
  lags.delete(start)
  return lags
}

/** Seconds from one cell to the other along the graph, or undefined where no way leads. */
export function lagSeconds(downstream: Downstream, from: string, to: string): number | undefined {
  return downstream.get(from)?.get(to)
}
