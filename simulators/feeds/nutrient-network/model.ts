import type { Cell } from '#domain/sensor.ts'
import type { Edge } from '#domain/site.ts'
import type { FeedModel, Probe, SiteModel, SiteSetting } from '#simulators/feeds/feed-model.ts'
import { placeSeed } from '#simulators/feeds/noise/hash.ts'
import { wander } from '#simulators/feeds/noise/wander.ts'
import { type Cluster, nearDripper, openCluster, stepCluster } from './cluster.ts'
import { openFlowEdges } from './flow-edges.ts'
import { conductivity } from './nutrients.ts'
import { edgeDemands, openSupplyGraph } from './supply-graph.ts'

/** Share of what a cell wants that reaches it, and that it can pass on. */
export const supply = 'supply'
/** Below 1, a cluster's Symbiogens do less than they could. */
export const vigour = 'vigour'
/** By how much more than 1, so much water content is taken each hour, in %. */
export const extraction = 'extraction'

export const nutrientNetworkModel: FeedModel = { feed: 'nutrient-network', open }

function open(setting: SiteSetting): SiteModel {
  const { seed, site, cells, influence } = setting
  const names = cells.map((cell) => cell.cell)
  const graph = openSupplyGraph(names, site.edges)
  const edgesOf = openFlowEdges(site, graph)
  const clusters = new Map(
    cells.filter(hasSoil).map(({ cell }) => [cell, openCluster(seed, site.site, cell)]),
  )
  const flows = new Map<Edge, number>()
  const pressureSeed = placeSeed(seed, site.site, 'pressure')
  let pressure = 1
  const flowOf = (edges: readonly Edge[]) => () =>
    pressure * edges.reduce((sum, edge) => sum + (flows.get(edge) ?? 0), 0)
  return {
    step: (at, elapsed) => {
      pressure = 1 + 0.008 * wander(pressureSeed, at, 900) + 0.006 * wander(pressureSeed, at, 90)
      stepClusters(setting, clusters, at, elapsed)
      const demands = edgeDemands(graph, (cell) => clusters.get(cell)?.demand ?? 0)
      for (const [edge, demand] of demands)
        flows.set(edge, demand * influence(supply, edge.from, at))
    },
    probe: (cell, sensor) => {
      if (sensor.metric === 'flow') {
        const read = flowOf(edgesOf(sensor))
        return { read, scatter: () => 0.004 + 0.006 * read() }
      }
      const cluster = clusters.get(cell.cell)
      return cluster && probes[sensor.metric]?.(cluster)
    },
  }
}

function stepClusters(
  { site, seed, clock, sky, influence }: SiteSetting,
  clusters: ReadonlyMap<string, Cluster>,
  at: number,
  elapsed: number,
): void {
  const weather = sky(at)
  const solarHour = clock.solarHour(at)
  const strength = 1 + 0.012 * wander(placeSeed(seed, site.site, 'dosing'), at, 50_000)
  for (const [name, cluster] of clusters) {
    const inputs = {
      ...{ weather, solarHour, strength },
      supply: influence(supply, name, at),
      vigour: influence(vigour, name, at),
      extraction: influence(extraction, name, at) - 1,
    }
    stepCluster(cluster, inputs, at, elapsed)
  }
}

/** A hub has pumps and meters, no soil. */
function hasSoil(cell: Cell): boolean {
  return cell.sensors.some((sensor) => sensor.metric !== 'flow')
}

/** Scatter as data sheets give it: TDR moisture 0.04 %, glass pH 0.01, ion-selective 0.4 %, optical oxygen 0.02. */
const probes: Readonly<Record<string, (cluster: Cluster) => Probe>> = {
  'soil-moisture': (c) => ({ read: () => nearDripper(c).moisture, scatter: () => 0.04 }),
  'electrical-conductivity': (c) => ({
    read: () => conductivity(nearDripper(c).nitrate, nearDripper(c).phosphate),
    scatter: () => 0.004,
  }),
  ph: (c) => ({ read: () => nearDripper(c).acidity, scatter: () => 0.01 }),
  nitrate: (c) => ({ read: () => nearDripper(c).nitrate, scatter: () => 0.5 }),
  phosphate: (c) => ({ read: () => nearDripper(c).phosphate, scatter: () => 0.1 }),
  'dissolved-oxygen': (c) => ({ read: () => c.oxygen, scatter: () => 0.02 }),
  'symbiogen-activity': (c) => ({ read: () => c.activity, scatter: () => 0.4 }),
}
