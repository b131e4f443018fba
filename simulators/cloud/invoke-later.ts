import type { BusEvent } from '#domain/events.ts'
import type { FunctionName } from '#wiring'
import type { FunctionHost } from './function-host.ts'

export interface LaterPorts {
  readonly host: FunctionHost
  pause(milliseconds: number): Promise<void>
  keepFailed(name: FunctionName, event: BusEvent, reason: unknown): Promise<void>
}

export interface LaterCalls {
  call(name: FunctionName, event: BusEvent): void
  /** Resolves when nothing is under way. */
  settle(): Promise<void>
}

/** Lambda tries an asynchronous call three times in all. */
const attempts = 3
const firstPauseMilliseconds = 1_000

export function callLater({ host, pause, keepFailed }: LaterPorts): LaterCalls {
  const underWay = new Set<Promise<void>>()
  const run = async (name: FunctionName, event: BusEvent) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await host.onEvent(name, event)
      } catch (fault) {
        if (attempt === attempts) return keepFailed(name, event, fault)
        await pause(firstPauseMilliseconds * 2 ** (attempt - 1))
      }
    }
  }
  return {
    call(name, event) {
      const calling = run(name, event).finally(() => underWay.delete(calling))
      underWay.add(calling)
    },
    settle: async () => {
      await Promise.all(underWay)
    },
  }
}
