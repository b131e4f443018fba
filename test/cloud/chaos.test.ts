import { describe, expect, it } from 'vitest'
import { runChaos } from '#test/chaos/chaos.ts'
import { chaosTrace } from '#test/chaos/chaos-trace.ts'
import { disturb } from '#test/chaos/disturb.ts'
import { openRandom } from '#test/chaos/random.ts'
import { timelineOf } from '#test/chaos/timeline.ts'

describe('a cloud that is killed while its readings are torn apart and its store fails', () => {
  it('comes to know the same, byte for byte', { timeout: 90_000 }, async () => {
    const outcome = await runChaos({ kills: 3, readings: 6_000, seed: 5, say: () => {} })
    const { undisturbed, disturbed } = outcome
    expect(outcome.differences).toEqual([])
    expect(disturbed.export).toEqual(undisturbed.export)
    expect(disturbed.export.rows).toBe(outcome.readings)
    // Nothing went wrong in vain.
    expect(undisturbed.export.anomalies).toBeGreaterThan(3)
    expect(undisturbed.export.incidents).toBeGreaterThan(0)
    expect(undisturbed.failedCalls).toBe(0)
    expect(disturbed.fullDisk).toBeGreaterThan(0)
    expect(disturbed.failedCalls / disturbed.storeCalls).toBeGreaterThan(0.05)
    expect(disturbed.duplicates).toBeGreaterThanOrEqual(outcome.duplicated)
    expect(disturbed.stored - disturbed.duplicates).toBe(outcome.readings)
  })
})

describe('a disturbance', () => {
  const { frames, readings } = chaosTrace(3_000, 1)
  const { timeline, reordered, duplicated } = disturb(timelineOf(frames), openRandom(1))

  it('holds back a fifth of the readings, none beyond the horizon, and brings a twentieth again', () => {
    expect(reordered / readings).toBeCloseTo(0.2, 1)
    expect(duplicated / readings).toBeCloseTo(0.05, 1)
    const first = new Map<string, number>()
    for (const { at, event } of timeline) {
      const { cell, readings: parts = [] } = event.detail as (typeof frames)[number]
      for (const reading of parts) {
        const key = `${cell} ${reading.sensor} ${reading.sequence}`
        first.set(key, first.get(key) ?? at - reading.at)
      }
    }
    expect(first.size).toBe(readings)
    expect(Math.max(...first.values())).toBeLessThan(30_000)
  })
})
