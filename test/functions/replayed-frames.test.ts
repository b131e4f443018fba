import { expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import { advanceCell, newCellState } from '#domain/cell-state.ts'
import { eventTypes } from '#domain/events.ts'
import { readRecord } from '#functions/detect-anomalies/read-record.ts'
import { sortRecord } from '#functions/detect-anomalies/sort-records.ts'
import { frameAt, onlyOf, streamRecord } from '#test/support/records.ts'
import { gardenCell } from '#test/support/sites.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 2)
const cell = gardenCell('pump')

/** An hour of frames, then an hour of nothing but ticks. */
async function anomaliesOf(change: Record<string, unknown>): Promise<Anomaly[]> {
  const frames = Array.from({ length: 60 }, (_, index) => ({
    detail: frameAt(start + index * minute, change),
  }))
  const ticks = Array.from({ length: 60 }, (_, index) => ({
    type: eventTypes.cellTicked,
    detail: { site: 'garden', cell: 'pump', at: start + (60 + index) * minute },
  }))
  const found: Anomaly[] = []
  let state = newCellState
  for (const [index, event] of [...frames, ...ticks].entries()) {
    const sorted = await sortRecord(
      onlyOf(readRecord(streamRecord(index + 1, event))),
      async () => cell,
    )
    if (!sorted?.record.input) throw new Error(`Record ${index + 1} of the test was refused.`)
    const step = advanceCell(state, sorted.record.input, cell)
    state = step.state
    found.push(...step.effects.anomalies)
  }
  return found
}

it('a replay that ends is no silence', async () => {
  expect(await anomaliesOf({ run: 'replay' })).toEqual([])
})

it('a gateway that ends is', async () => {
  expect((await anomaliesOf({})).map(({ detector }) => detector)).toEqual(['silence'])
})
