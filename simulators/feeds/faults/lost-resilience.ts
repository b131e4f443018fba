import * as z from 'zod'
import { exponential } from '#simulators/feeds/noise/exact-math.ts'
import { gaussian } from '#simulators/feeds/noise/hash.ts'
import { type OpenFault, SensorPlace } from './fault.ts'
import { faultSeed } from './fault-seed.ts'
import { openSensorFault } from './sensor-fault.ts'

/** A bed near its tipping point: what disturbs its stock is as large as ever, and is made good ever more slowly. */
export const LostResilienceFault = SensorPlace.extend({
  kind: z.literal('lost-resilience'),
  /** Usual size of the disturbances at first, in the metric's unit; at the end it is twelve times as large. */
  size: z.number().positive(),
})
export type LostResilienceFault = z.infer<typeof LostResilienceFault>

const hour = 3_600_000
const step = hour / 6
/** Recovery an hour: a disturbance is gone within the hour at first, and within a week at last. */
const [recoveryAtFirst, recoveryAtLast] = [1.5, 0.01]

/** An Ornstein-Uhlenbeck process whose recovery rate falls in a straight line, as before a fold (Scheffer et al., 2009). */
export function openLostResilience(spec: LostResilienceFault): OpenFault {
  const { size, onset, end } = spec
  const seed = faultSeed(spec)
  const kick = size * Math.sqrt(2 * recoveryAtFirst * (step / hour))
  const course = [0]
  const courseAt = (index: number): number => {
    for (let next = course.length; next <= index; next += 1) {
      const share = ((next - 1) * step) / (end - onset)
      const recovery = recoveryAtFirst + (recoveryAtLast - recoveryAtFirst) * share
      const left = (course[next - 1] ?? 0) * exponential((-recovery * step) / hour)
      course.push(left + kick * gaussian(seed, next))
    }
    return course[index] ?? 0
  }
  return openSensorFault(spec, (value, at) => {
    const position = (at - onset) / step
    const before = Math.floor(position)
    const share = position - before
    return value + courseAt(before) * (1 - share) + courseAt(before + 1) * share
  })
}
