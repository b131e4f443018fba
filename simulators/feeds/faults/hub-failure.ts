import * as z from 'zod'
import type { Sensor } from '#domain/sensor.ts'
import { smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import { openFlowEdges } from '#simulators/feeds/nutrient-network/flow-edges.ts'
import { supply } from '#simulators/feeds/nutrient-network/model.ts'
import {
  openSupplyGraph,
  type SupplyGraph,
} from '#simulators/feeds/nutrient-network/supply-graph.ts'
import { downstreamOf, type Reach, withUpstream } from './downstream.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { labelOf } from './label-of.ts'
import type { Place, Places } from './places.ts'

/** A hub's Symbiogens fail: its flows fall, and what lives downstream follows, edge by edge. */
export const HubFailureFault = FaultPlace.extend({
  kind: z.literal('hub-failure'),
  /** Share of the hub's flow that is lost. */
  depth: z.number().min(0.05).max(1).default(0.9),
  /** How long the failure takes to be complete, and the repair as well. */
  rampSeconds: z.number().min(1).max(86_400).default(60),
})
export type HubFailureFault = z.infer<typeof HubFailureFault>

const hour = 3_600_000

/** Oxygen and Symbiogens recover within two hours; soil forgets a long drought in two days. */
function settlingAfter(duration: number): number {
  return Math.min(48 * hour, 2 * hour + 10 * duration)
}

export function openHubFailure(spec: HubFailureFault, places: Places): OpenFault {
  const { site, cell, onset, end } = spec
  const place = places.get(site)
  const names = place?.cells.map((candidate) => candidate.cell) ?? []
  const graph = openSupplyGraph(names, place?.site.edges ?? [])
  const reaches = downstreamOf(graph, cell)
  return {
    label: labelOf(spec, {
      sensors: place ? sensorsTouched(place, graph, reaches) : [],
      cells: reaches.map((reach) => reach.cell),
      settlingMilliseconds: settlingAfter(end - onset),
    }),
    disturbances: reaches.map((reach) => ({
      name: supply,
      cell: reach.cell,
      factor: (at) => 1 - reach.lossShare * lossAt(spec, reach, at),
    })),
  }
}

/** The course of the hub's loss, as it arrives after the lag of the way. */
function lossAt(spec: HubFailureFault, reach: Reach, at: number): number {
  const arrived = at - 1_000 * reach.lagSeconds
  const ramp = 1_000 * spec.rampSeconds
  const failed = smoothStep(arrived, spec.onset, spec.onset + ramp)
  const repaired = smoothStep(arrived, spec.end, spec.end + ramp)
  return spec.depth * (failed - repaired)
}

/** All that hang on the supply, and the meters upstream, which see the thirst afterwards. */
function sensorsTouched({ site, cells }: Place, graph: SupplyGraph, reaches: readonly Reach[]) {
  const reached = new Set(reaches.map((reach) => reach.cell))
  const thirsty = withUpstream(graph, reached)
  const edgesOf = openFlowEdges(site, graph)
  const isTouched = (sensor: Sensor) =>
    sensor.metric === 'flow'
      ? edgesOf(sensor).some((edge) => reached.has(edge.from) || thirsty.has(edge.to))
      : reached.has(sensor.cell)
  return cells.flatMap((cell) => cell.sensors.filter(isTouched).map((sensor) => sensor.key))
}
