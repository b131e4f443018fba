import type { ClosedRollup } from '#domain/roll-up-pages.ts'
import type { Period, Rollup } from '#domain/rollup.ts'
import { documentItem, type Put, queryItems, readText } from './items.ts'
import { padTime, telemetryKeys } from './keys.ts'
import { expiresAfter, hasExpired, keptDays } from './retention.ts'
import type { TelemetryStore } from './store.ts'

const rollupVersion = 1

export function rollupPut(store: TelemetryStore, { sensor, period, rollup }: ClosedRollup): Put {
  const item = documentItem(
    telemetryKeys.rollup(sensor.key, period, rollup.from),
    rollupVersion,
    rollup,
  )
  // Days are for ever: a sensor's ten years are four thousand items.
  const ttl = period === '1d' ? {} : expiresAfter(keptDays.hours)
  return { table: store.telemetryTable, item: { ...item, ...ttl } }
}

/** Stretches that begin within the span, in order. */
export async function readRollups(
  store: TelemetryStore,
  sensor: string,
  period: Period,
  from: number,
  to: number,
): Promise<Rollup[]> {
  const { pk } = telemetryKeys.rollup(sensor, period, 0)
  const items = await queryItems(store, store.telemetryTable, pk, {
    from: padTime(from),
    to: padTime(to),
  })
  return items
    .filter((item) => !hasExpired(item, Date.now()))
    .map((item) => JSON.parse(readText(item, 'body')) as Rollup)
}
