import type { Sensor } from '#domain/sensor.ts'
import { judgeClimatology } from './climatology.ts'
import { judgeGrossRange } from './gross-range.ts'
import { judgeGap, judgeRate, judgeSpike, type Neighbours } from './neighbours.ts'
import { digit, failed, notEvaluated, type Outcome } from './outcomes.ts'

/** What the tests say of one reading in its order, all but the flat line. */
export interface Assessment {
  readonly tests: number
  readonly gap: Outcome
  readonly isFailed: boolean
  /** Of the reading before. */
  readonly spike: Outcome
}

export function assess(known: Neighbours, at: number, value: number, sensor: Sensor): Assessment {
  const range = judgeGrossRange(value, sensor)
  const gap = judgeGap(known, at, sensor)
  const isFailed = range === failed
  const isNeighbour = !isFailed && gap <= 1
  const rate = isNeighbour ? judgeRate(known, at, value, sensor) : notEvaluated
  const climatology = isFailed
    ? notEvaluated
    : judgeClimatology(at, value, sensor.quality.climatology)
  return {
    tests:
      digit('gross-range', range) +
      digit('climatology', climatology) +
      digit('rate-of-change', rate) +
      digit('gap', gap),
    gap,
    isFailed,
    spike: isNeighbour ? judgeSpike(known, value, sensor) : notEvaluated,
  }
}

/** A late reading has lost its neighbours: only what it says itself is judged. */
export function assessLate(at: number, value: number, sensor: Sensor): number {
  return (
    digit('late', 2) +
    digit('gross-range', judgeGrossRange(value, sensor)) +
    digit('climatology', judgeClimatology(at, value, sensor.quality.climatology))
  )
}
