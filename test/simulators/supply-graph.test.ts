import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Edge } from '#domain/site.ts'
import { downstreamOf, withUpstream } from '#simulators/feeds/faults/downstream.ts'
import { edgeDemands, openSupplyGraph } from '#simulators/feeds/nutrient-network/supply-graph.ts'

const edge = (from: string, to: string, lagSeconds = 60): Edge => ({ from, to, lagSeconds })

const edges = [
  edge('hub', 'a', 10),
  edge('a', 'b', 20),
  edge('hub', 'c', 40),
  edge('other', 'c', 5),
]
const graph = openSupplyGraph(['b', 'a', 'c', 'hub', 'other'], edges)

describe('a supply graph', () => {
  it('lets an edge carry what all that hangs on it takes', () => {
    const demands = edgeDemands(graph, () => 1)
    const carried = edges.map((candidate) => demands.get(candidate))
    expect(carried).toEqual([2, 1, 0.5, 0.5])
  })

  it('knows what a failure reaches, how late and how much of it', () => {
    expect(downstreamOf(graph, 'hub')).toEqual([
      { cell: 'hub', lossShare: 1, lagSeconds: 0 },
      { cell: 'a', lossShare: 1, lagSeconds: 10 },
      { cell: 'b', lossShare: 1, lagSeconds: 30 },
      { cell: 'c', lossShare: 0.5, lagSeconds: 40 },
    ])
    expect([...withUpstream(graph, ['b'])].toSorted()).toEqual(['a', 'b', 'hub'])
  })

  it('carries something finite along any edges whatever, circles included', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    const name = fc.constantFrom(...names)
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 20 }), (pairs) => {
        const any = openSupplyGraph(
          names,
          pairs.map(([from, to]) => edge(from, to)),
        )
        expect(any.order.toSorted()).toEqual(names)
        for (const demand of edgeDemands(any, () => 1).values()) expect(demand).toBeLessThan(7)
        for (const { lossShare } of downstreamOf(any, 'a')) expect(lossShare).toBeLessThanOrEqual(1)
      }),
    )
  })
})
