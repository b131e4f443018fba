import { type Sensor, sensorKey } from '#domain/sensor.ts'
import type { Edge, Site } from '#domain/site.ts'
import type { SupplyGraph } from './supply-graph.ts'

/** The edges a flow meter measures: the one it names, else all that leave its cell, else all that enter. */
export type FlowEdges = (sensor: Sensor) => readonly Edge[]

export function openFlowEdges(site: Site, graph: SupplyGraph): FlowEdges {
  const targets = edgeTargets(site)
  return (sensor) => {
    const edges = graph.out.get(sensor.cell) ?? graph.into.get(sensor.cell) ?? []
    const target = targets.get(sensor.key)
    return target === undefined ? edges : edges.filter(({ to }) => to === target)
  }
}

function edgeTargets({ site, cells }: Site): ReadonlyMap<string, string> {
  return new Map(
    cells.flatMap(({ cell, sensors = [] }) =>
      sensors.flatMap((entry): [string, string][] =>
        typeof entry === 'string' || entry.edgeTo === undefined
          ? []
          : [[sensorKey(site, cell, entry.sensor), entry.edgeTo]],
      ),
    ),
  )
}
