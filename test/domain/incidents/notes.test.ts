import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import { groupAnomalies } from '#domain/incidents/group-anomalies.ts'
import { anomaly } from '#test/support/anomalies.ts'

const facts = { downstream: new Map(), gateways: new Map(), actedOn: new Map() }
const note = (sensor: string, onset: number, cell = 'pump') =>
  anomaly({ cell, sensor, onset, severity: 'info' })
const notes = (count: number, every: number, cell = 'pump') =>
  Array.from({ length: count }, (_, index) => note(`s${index}`, index * every, cell))
const shapes = (anomalies: Anomaly[], by = facts) =>
  groupAnomalies(anomalies, by).map((group) => group.anomalies.length)

describe('what is only noted', () => {
  it('opens no incident', () => {
    expect(shapes([note('temperature', 0)])).toEqual([])
    expect(shapes(notes(4, 5))).toEqual([])
  })

  it('is evidence in an incident of its cell', () => {
    const loud = anomaly({ cell: 'pump', sensor: 'humidity', onset: 10 })
    expect(shapes([note('temperature', 5), loud])).toEqual([2])
    expect(shapes([note('temperature', 5, 'bed-1'), loud])).toEqual([1])
  })

  it('of five metrics of a cell within an hour opens one, from the fifth on', () => {
    const [group] = groupAnomalies(notes(5, 10), facts)
    expect(group?.anomalies).toHaveLength(5)
    expect(group?.openedAt).toBe(notes(5, 10).at(-1)?.detectedAt)
  })

  it('of five sensors of one metric opens none: one hand turns them', () => {
    const flows = notes(5, 10).map((one) => ({ ...one, metric: 'flow' }))
    expect(shapes(flows)).toEqual([])
  })

  it('of five metrics over more than an hour, or of two cells, opens none', () => {
    expect(shapes(notes(5, 16))).toEqual([])
    expect(shapes([...notes(3, 5), ...notes(2, 5, 'bed-1')])).toEqual([])
  })

  it('of one sensor again and again opens none', () => {
    expect(shapes(Array.from({ length: 9 }, (_, index) => note('temperature', index * 5)))).toEqual(
      [],
    )
  })

  it('stays the founder of what people have acted on', () => {
    const founder = note('s0', 0)
    const actedOn = new Map([[`inc-${founder.id}`, { closedAt: null }]])
    expect(shapes([founder], { ...facts, actedOn })).toEqual([1])
  })

  it('opens the same in whatever order it comes', () => {
    const all = [...notes(6, 8), anomaly({ cell: 'bed-1', onset: 20 })]
    expect(groupAnomalies(all.toReversed(), facts)).toEqual(groupAnomalies(all, facts))
  })
})
