import { expect, it } from 'vitest'
import { runFuzz } from '#test/chaos/fuzz/fuzz.ts'

it('of three thousand fuzzed events every frame and every reading is accounted for', async () => {
  const { sent, refused, frames, readings, others, status } = await runFuzz({
    events: 3_000,
    seed: 3,
    say: () => {},
  })
  expect(sent.frames).toBeGreaterThan(2_500)
  expect(frames.accepted + refused.frames).toBe(sent.frames)
  expect(readings.accepted + refused.readings).toBe(sent.readings)
  expect(others + refused.others).toBe(sent.others)
  for (const account of [frames, readings]) {
    expect(account).toMatchObject({ failed: 0, inFlight: 0 })
    expect(account.stored + account.quarantined).toBe(account.accepted)
    // Neither all good nor all bad, or nothing would have been tried.
    expect(Math.min(account.stored, account.quarantined)).toBeGreaterThan(500)
  }
  expect(status).toBe('ok')
})
