import { schedules } from '#wiring'
import type { FunctionHost } from './function-host.ts'

/** The schedules of the wiring by this machine's clock, until the returned function is called. */
export function runSchedules(host: FunctionHost): () => void {
  const timers = schedules.map((schedule) =>
    setInterval(() => {
      host.onEvent(schedule.function, { source: 'aws.scheduler' }).catch((fault: unknown) => {
        process.stderr.write(`The schedule of ${schedule.function} failed: ${String(fault)}\n`)
      })
    }, schedule.everyMinutes * 60_000),
  )
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
