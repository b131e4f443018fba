import type { runFuzz } from './fuzz.ts'

type Outcome = Awaited<ReturnType<typeof runFuzz>>

/** What the engine itself keeps varies by a little. */
const mostGrowth = 1.1
const measuredEvents = 50_000

/** Whether everything that was sent is stored, in quarantine or refused, and nothing is held for it. */
export function isSettled({ sent, refused, frames, readings, others, heap }: Outcome): boolean {
  const balances = [frames, readings].every(
    ({ accepted, stored, quarantined }) => accepted === stored + quarantined,
  )
  const isComplete =
    frames.accepted + refused.frames === sent.frames &&
    readings.accepted + refused.readings === sent.readings &&
    others + refused.others === sent.others
  // What the cloud remembers on purpose fills up first.
  const isFlat = sent.frames < measuredEvents || heap.lastTenthMb <= mostGrowth * heap.secondTenthMb
  return balances && isComplete && isFlat
}
