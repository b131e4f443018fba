import type { FunctionName } from '#wiring'
import type { Router } from './bus/route-events.ts'
import type { TakenEvent } from './bus/take-entry.ts'
import type { FunctionHost } from './function-host.ts'
import type { StreamRecord } from './stream/stream-record.ts'

/** For whoever measures what AWS would bill, and how long things take. */
export interface Meter {
  taken(events: readonly TakenEvent[]): void
  called(name: FunctionName, milliseconds: number): void
  /** These records were handled, or kept as failed, just now. */
  handled(name: FunctionName, records: readonly StreamRecord[], at: number): void
}

export const noMeter: Meter = { taken: () => {}, called: () => {}, handled: () => {} }

/** The host with its calls timed. */
export function metered(host: FunctionHost, meter: Meter): FunctionHost {
  const timed = async <Result>(name: FunctionName, call: () => Promise<Result>) => {
    const startedAt = performance.now()
    try {
      return await call()
    } finally {
      meter.called(name, performance.now() - startedAt)
    }
  }
  return {
    onStream: (name, event) => timed(name, () => host.onStream(name, event)),
    onEvent: (name, event) => timed(name, () => host.onEvent(name, event)),
    onRequest: (request) => timed('serve-api', () => host.onRequest(request)),
    onCall: (name, event) => timed(name, () => host.onCall(name, event)),
  }
}

export function meteredRoute(route: Router, meter: Meter): Router {
  return async (events) => {
    meter.taken(events)
    await route(events)
  }
}
