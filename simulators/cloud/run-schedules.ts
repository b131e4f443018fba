import { schedules } from '#wiring'
import type { FunctionHost } from './function-host.ts'

/**
 * The schedules of the wiring by this machine's clock, until the returned function is called. Who watches the pipeline
 * must be outside of it: here that is another process.
 */
export function runSchedules(host: FunctionHost): () => void {
  const own = schedules.filter((schedule) => schedule.function !== 'check-watchdog')
  const timers = own.map((schedule) =>
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
