import type { Sensor } from '#domain/sensor.ts'
import type { Edge, Site } from '#domain/site.ts'
import type { SupplyGraph } from './supply-graph.ts'

/** The edges a flow meter measures: the one it names, else all that leave its cell, else all that enter. */
export function flowEdges(site: Site, graph: SupplyGraph, sensor: Sensor): readonly Edge[] {
  const edges = graph.out.get(sensor.cell) ?? graph.into.get(sensor.cell) ?? []
  const to = edgeTarget(site, sensor)
  return to === undefined ? edges : edges.filter((edge) => edge.to === to)
}

function edgeTarget(site: Site, sensor: Sensor): string | undefined {
  const entries = site.cells.find((cell) => cell.cell === sensor.cell)?.sensors ?? []
  for (const entry of entries)
    if (typeof entry !== 'string' && entry.sensor === sensor.sensor) return entry.edgeTo
  return undefined
}
