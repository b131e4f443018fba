import type { CellInput } from '#domain/cell-input.ts'
import type { Reading } from '#domain/reading.ts'

const start = Date.UTC(2026, 2, 2)
const stepMilliseconds = 60_000
const stepsPerFrame = 5

/** Frames of the pump over a few hours: noise, a spike, a gap, a silence, readings out of order and out of range. */
export function frameInputs(count: number): CellInput[] {
  return Array.from({ length: count }, (_, index): CellInput => {
    const first = index * stepsPerFrame
    if (index % 11 === 10) return { kind: 'tick', at: start + first * stepMilliseconds }
    const readings = Array.from({ length: stepsPerFrame }, (_, step) => first + step).flatMap(
      (step): Reading[] =>
        step % 17 === 5
          ? []
          : ['temperature', 'humidity'].map((sensor) => ({
              sensor,
              sequence: step,
              at: start + step * stepMilliseconds,
              value: valueAt(step, sensor),
            })),
    )
    return {
      kind: 'frame',
      frame: `f${index}`,
      boot: index < 30 ? 'first' : 'second',
      sentAt: start + (first + stepsPerFrame) * stepMilliseconds,
      live: true,
      readings: index % 3 === 0 ? readings.toReversed() : readings,
    }
  })
}

function valueAt(step: number, sensor: string): number {
  if (step % 97 === 80) return 47.123_456_789
  if (step % 61 === 60) return 5_000
  return (sensor === 'humidity' ? 60 : 20) + Math.round(Math.sin(step) * 10) / 10
}
