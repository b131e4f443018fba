import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Arrival, emptyArrival, expire, maximumPending, receive } from '#domain/arrival.ts'
import type { Reading } from '#domain/reading.ts'

const count = 60
const sound: readonly Reading[] = Array.from({ length: count }, (_, sequence) => ({
  sensor: 'ph',
  sequence,
  at: 1_000_000 + sequence * 500,
  value: sequence,
}))

function released(readings: readonly Reading[]): number[] {
  let arrival: Arrival = emptyArrival
  const numbers: number[] = []
  const take = (step: ReturnType<typeof receive>) => {
    arrival = step.arrival
    for (const one of step.arrived)
      if (one.kind === 'in-order') numbers.push(one.reading.sequence ?? -1)
  }
  for (const reading of readings) {
    take(receive(arrival, reading, 'b'))
    take(expire(arrival, reading.at))
    expect(arrival.pending.length).toBeLessThanOrEqual(maximumPending)
  }
  return numbers
}

/** Each reading is moved by at most `reach` places, and some come twice. */
const disturbed = fc
  .array(fc.tuple(fc.double({ min: 0, max: 12, noNaN: true }), fc.boolean()), {
    minLength: count,
    maxLength: count,
  })
  .map((moves) =>
    sound
      .flatMap((reading, index) => {
        const [shift, twice] = moves[index] ?? [0, false]
        const place = { place: index + shift, reading }
        return twice ? [place, { place: index + shift + 3, reading }] : [place]
      })
      .sort((a, b) => a.place - b.place)
      .map(({ reading }) => reading),
  )

it('any duplication and any reordering within the horizon releases what the undisturbed feed does', () => {
  fc.assert(
    fc.property(disturbed, (readings) => {
      expect(released(readings)).toEqual(sound.map(({ sequence }) => sequence))
    }),
  )
})

const anyReading = fc.record({
  boot: fc.constantFrom('a', 'b', 'c'),
  sequence: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 100_000 })),
  at: fc.integer({ min: 1, max: 100_000 }),
})

/** What became of each reading, by its place in the list: the sensor's name says which it is. */
function fates(readings: ReadonlyArray<{ boot: string; sequence: number; at: number }>) {
  let arrival: Arrival = emptyArrival
  const fate: string[] = []
  const ordered: number[] = []
  const take = (step: ReturnType<typeof receive>, index: number) => {
    arrival = step.arrival
    for (const one of step.arrived) {
      const place = one.kind === 'duplicate' ? index : Number(one.reading.sensor)
      fate[place] = (fate[place] ?? '') + one.kind
      if (one.kind === 'in-order') ordered.push(one.reading.at)
    }
  }
  let newest = 0
  for (const [index, { boot, sequence, at: takenAt }] of readings.entries()) {
    newest = Math.max(newest, takenAt)
    take(receive(arrival, { sensor: String(index), sequence, at: takenAt, value: 1 }, boot), index)
    take(expire(arrival, newest), index)
  }
  take(expire(arrival, Number.MAX_SAFE_INTEGER), -1)
  return { fate, ordered, waiting: arrival.pending.length }
}

it('nothing vanishes: whatever comes in whatever order leaves once, in order, late or known already', () => {
  fc.assert(
    fc.property(fc.array(anyReading, { maxLength: 120 }), (readings) => {
      const { fate, ordered, waiting } = fates(readings)
      expect(waiting).toBe(0)
      expect(ordered).toEqual([...new Set(ordered)].sort((a, b) => a - b))
      readings.forEach(({ boot, sequence }, index) => {
        const known = readings
          .slice(0, index)
          .some((earlier) => earlier.boot === boot && earlier.sequence === sequence)
        expect(known ? ['in-order', 'late', 'duplicate'] : ['in-order', 'late']).toContain(
          fate[index],
        )
      })
    }),
  )
})
