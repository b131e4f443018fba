import { describe, expect, it } from 'vitest'
import type { Anomaly } from '#domain/anomaly.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { gardenCell } from '#test/support/sites.ts'

const minute = 60_000
const start = Date.UTC(2026, 2, 2)
const cell = gardenCell('pump')
const ticksUntilTold = 5

/** Minutes of a gateway that reports each ten seconds, with a tick after each; a clock that is wrong by what `wrongBy` says. */
function live(minutes: number, wrongBy: (minute: number) => number | null, live = true) {
  let state: CellState = newCellState
  const told: Array<Anomaly & { readonly tick: number }> = []
  let sequence = 0
  for (let tick = 1; tick <= minutes; tick++) {
    const skew = wrongBy(tick)
    for (let second = 10; skew !== null && second < 60; second += 10) {
      const at = start + (tick - 1) * minute + second * 1_000 + skew
      const readings = [
        { sensor: 'temperature', sequence: sequence++, at, value: 20 + (second % 3) },
      ]
      take({ kind: 'frame', frame: `f${sequence}`, boot: 'b', sentAt: at, live, readings }, tick)
    }
    take({ kind: 'tick', at: start + tick * minute }, tick)
  }
  return { told, state }

  function take(input: CellInput, tick: number) {
    const step = advanceCell(state, input, cell)
    state = step.state
    told.push(...step.effects.anomalies.map((anomaly) => ({ ...anomaly, tick })))
  }
}

const briefly = (told: ReturnType<typeof live>['told']) =>
  told.map(({ detector, state, tick }) => `${detector} ${state} ${tick}`)

const isOfClock = ({ detector }: Anomaly) => detector === 'clock-skew'

describe("a gateway's clock", () => {
  it('that is four minutes behind is named after five ticks, and nobody is called silent', () => {
    const { told } = live(10, () => -4 * minute)
    expect(briefly(told)).toEqual([`clock-skew detected ${ticksUntilTold}`])
    expect(told[0]).toMatchObject({
      sensor: 'garden.pump.temperature',
      severity: 'warning',
      reason:
        "The clock of Pump's gateway is 4 min behind: all its readings carry the wrong time. Set it by a time server.",
    })
  })

  it('that is four minutes ahead is named as well', () => {
    const { told } = live(10, () => 4 * minute)
    expect(briefly(told)).toEqual([`clock-skew detected ${ticksUntilTold}`])
    expect(told[0]?.reason).toContain('4 min ahead')
  })

  it('that is set back while it runs is named, and nobody is called silent meanwhile', () => {
    const { told } = live(20, (tick) => (tick <= 8 ? 0 : -4 * minute))
    expect(briefly(told)).toEqual([`clock-skew detected ${8 + ticksUntilTold}`])
  })

  it('is right again when it has been so for five ticks', () => {
    const { told } = live(20, (tick) => (tick <= 10 ? -4 * minute : 0))
    expect(briefly(told)).toEqual([
      `clock-skew detected ${ticksUntilTold}`,
      `clock-skew cleared ${10 + ticksUntilTold}`,
    ])
  })

  it.each([
    ['within two minutes', () => -100_000],
    [
      'that catches up after an outage, nearer at each tick',
      (tick: number) => (tick - 40) * 80_000,
    ],
  ])('%s is none', (_, wrongBy) => {
    expect(live(10, wrongBy).told.filter(isOfClock)).toEqual([])
  })

  it('of a recording says nothing', () => {
    expect(live(10, () => -4 * minute, false).told).toEqual([])
  })

  it('that is behind lets silence be told by its own time, not the skew later', () => {
    const { told } = live(14, (tick) => (tick <= 10 ? -4 * minute : null))
    expect(briefly(told)).toEqual([`clock-skew detected ${ticksUntilTold}`, 'silence detected 12'])
  })
})
