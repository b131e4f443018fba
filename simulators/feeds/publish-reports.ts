import type { Bus } from '#bus/bus.ts'
import { publishEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import type { ReportBatch } from '#domain/people/report-batch.ts'

/** As an application of people sends what they said: each batch an event. */
export function publishReports(bus: Bus, batches: readonly ReportBatch[]): Promise<void> {
  return publishEvents(
    bus,
    batches.map((detail) => ({
      source: 'hyphae.people',
      type: eventTypes.selfReportsCollected,
      detail,
    })),
  )
}
