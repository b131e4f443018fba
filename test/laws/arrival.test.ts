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

it('nothing vanishes: whatever comes in whatever order leaves once, in order, late or as a duplicate', () => {
  fc.assert(
    fc.property(fc.array(anyReading, { maxLength: 120 }), (readings) => {
      let arrival: Arrival = emptyArrival
      const left = new Map<string, number>()
      let duplicates = 0
      let lastAt = 0
      const ordered: number[] = []
      const take = (step: ReturnType<typeof receive>) => {
        arrival = step.arrival
        for (const one of step.arrived) {
          if (one.kind === 'duplicate') duplicates += 1
          else left.set(one.reading.sensor, (left.get(one.reading.sensor) ?? 0) + 1)
          if (one.kind === 'in-order') ordered.push(one.reading.at)
        }
      }
      readings.forEach(({ boot, sequence, at }, index) => {
        lastAt = Math.max(lastAt, at)
        take(receive(arrival, { sensor: String(index), sequence, at, value: 1 }, boot))
        take(expire(arrival, lastAt))
      })
      take(expire(arrival, Number.MAX_SAFE_INTEGER))
      expect(left.size + duplicates).toBe(readings.length)
      expect([...left.values()].every((times) => times === 1)).toBe(true)
      expect(arrival.pending).toEqual([])
      expect(ordered).toEqual([...new Set(ordered)].sort((a, b) => a - b))
    }),
  )
})
