import { expect, it } from 'vitest'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { eventTypes } from '#domain/events.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell } from '#domain/sensor.ts'
import { chaosTrace } from '#test/chaos/chaos-trace.ts'
import { disturb } from '#test/chaos/disturb.ts'
import { openRandom } from '#test/chaos/random.ts'
import { type Arriving, timelineOf } from '#test/chaos/timeline.ts'

/** Every anomaly in its last words, when the events come in this order. */
function told(timeline: readonly Arriving[], cells: ReadonlyMap<string, Cell>) {
  const states = new Map<string, CellState>()
  const anomalies = new Map<string, unknown>()
  for (const { event } of timeline.filter((one) => one.event.type !== eventTypes.siteTicked)) {
    const detail = event.detail as ReportedFrame & { readonly at: number }
    const name = `${detail.site}.${detail.cell}`
    const cell = cells.get(name)
    if (!cell) throw new Error(`The trace tells of ${name}, which none of its sites has.`)
    const input: CellInput =
      event.type === eventTypes.cellTicked
        ? { kind: 'tick', at: detail.at }
        : { ...soundFrame(detail), kind: 'frame' }
    const { state, effects } = advanceCell(states.get(name) ?? newCellState, input, cell)
    states.set(name, state)
    for (const anomaly of effects.anomalies)
      anomalies.set(`${anomaly.id} ${anomaly.state}`, anomaly)
  }
  return new Map([...anomalies].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function soundFrame({ frame, boot = '0', sentAt, readings }: ReportedFrame) {
  const sound = readings.map((reading) => ({ ...reading, sequence: reading.sequence ?? null }))
  return { frame, boot, sentAt, live: true, readings: sound }
}

it.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'a trace of both feeds that is torn apart within the horizon tells the same anomalies (seed %i)',
  (seed) => {
    const { sites, frames } = chaosTrace(6_000, seed)
    const resolved = sites.flatMap((site) => {
      const one = resolveSite(site)
      return one.kind === 'refused' ? [] : one.cells
    })
    const cells = new Map(resolved.map((cell) => [`${cell.site}.${cell.cell}`, cell]))
    const timeline = timelineOf(frames)
    const expected = told(timeline, cells)
    expect(expected.size).toBeGreaterThan(3)
    expect(told(disturb(timeline, openRandom(seed)).timeline, cells)).toEqual(expected)
  },
)
