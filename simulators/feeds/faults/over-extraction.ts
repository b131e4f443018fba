import * as z from 'zod'
import type { Sensor } from '#domain/sensor.ts'
import { openFlowEdges } from '#simulators/feeds/nutrient-network/flow-edges.ts'
import { extraction } from '#simulators/feeds/nutrient-network/model.ts'
import { openSupplyGraph } from '#simulators/feeds/nutrient-network/supply-graph.ts'
import { withUpstream } from './downstream.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { labelOf } from './label-of.ts'
import type { Places } from './places.ts'
import { courseOf } from './ramp.ts'

/** Somebody takes more from a cluster than it regrows: the stock falls, and the network pumps after it. */
export const OverExtractionFault = FaultPlace.extend({
  kind: z.literal('over-extraction'),
  /** Water content taken besides, % an hour; leaves take about 4 on a bright day at most. */
  perHour: z.number().min(0.1).max(20).default(3),
})
export type OverExtractionFault = z.infer<typeof OverExtractionFault>

const settlingMilliseconds = 72 * 3_600_000

export function openOverExtraction(spec: OverExtractionFault, places: Places): OpenFault {
  const { site, cell, perHour } = spec
  const course = courseOf(spec)
  return {
    label: labelOf(spec, {
      sensors: sensorsTouched(places, site, cell),
      settlingMilliseconds,
    }),
    disturbances: [{ name: extraction, cell, factor: (at) => 1 + perHour * course(at) }],
  }
}

/** All that grows there, and the meters on the way to it. */
function sensorsTouched(places: Places, name: string, cell: string): string[] {
  const place = places.get(name)
  if (!place) return []
  const { site, cells } = place
  const graph = openSupplyGraph(
    cells.map((one) => one.cell),
    site.edges,
  )
  const thirsty = withUpstream(graph, [cell])
  const edgesOf = openFlowEdges(site, graph)
  const isTouched = (sensor: Sensor) =>
    sensor.metric === 'flow'
      ? edgesOf(sensor).some(({ to }) => thirsty.has(to))
      : sensor.cell === cell
  return cells.flatMap(({ sensors }) => sensors.filter(isTouched).map(({ key }) => key))
}
