import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { PlayedTrace } from './played-trace.ts'
import { round } from './tally.ts'

const clockReadings = 600
const dayMilliseconds = 86_400_000

/** What anyone reaches who looks at no value: an alarm of each sensor every 600 readings, or one for ever. */
export function traceBaselines(played: readonly PlayedTrace[]) {
  return {
    clock: alarmsBy(played, clockReadings),
    forever: alarmsBy(played, Number.POSITIVE_INFINITY),
  }
}

function alarmsBy(played: readonly PlayedTrace[], every: number) {
  const counts = played.map((trace) => countOf(trace, every))
  const total = (pick: (count: Count) => number) => counts.reduce((sum, one) => sum + pick(one), 0)
  const [injected, days] = [total((one) => one.injected), total((one) => one.days)]
  return {
    recall: round(injected === 0 ? null : total((one) => one.found) / injected),
    falsePerSensorDay: round(days === 0 ? null : total((one) => one.outside) / days),
  }
}

type Count = ReturnType<typeof countOf>

function countOf({ labels, cells, from, to }: PlayedTrace, every: number) {
  const real = labels.filter(({ ordinary }) => !ordinary)
  const sensors = cells.flatMap((cell) => cell.sensors)
  const alarms = sensors.flatMap(({ key, expectedIntervalSeconds }) => {
    const own = real.filter((label) => label.sensors.includes(key))
    return timesOf(from, to, every * expectedIntervalSeconds * 1000).map((at) =>
      own.filter(({ onset, settledBy }) => at >= onset && at <= settledBy),
    )
  })
  return {
    injected: real.length,
    found: new Set<FaultLabel>(alarms.flat()).size,
    outside: alarms.filter((explained) => explained.length === 0).length,
    days: (sensors.length * (to - from)) / dayMilliseconds,
  }
}

function timesOf(from: number, to: number, step: number): number[] {
  if (!Number.isFinite(step)) return [from]
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step)
}
