import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import type { Bus } from '#bus/bus.ts'
import { type OutgoingEvent, offerEvents } from '#bus/publish-events.ts'

const pauseMilliseconds = 20

/** Each call again until it is acknowledged, and only then the next: at least once, and never out of order. */
export function openPublisher(origin: () => Promise<string>) {
  let known: { readonly origin: string; readonly bus: Bus } | undefined
  const busAt = (address: string): Bus => {
    if (known?.origin === address) return known.bus
    known?.bus.client.destroy()
    known = { origin: address, bus: openBusAt(address) }
    return known.bus
  }
  return {
    async send(events: readonly OutgoingEvent[]): Promise<void> {
      for (;;) {
        const refused = await offerEvents(busAt(await origin()), events).catch(() => undefined)
        if (refused?.length) throw new Error(`The bus refused: ${refused[0]?.message}`)
        if (refused) return
        await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds))
      }
    },
    close: () => known?.bus.client.destroy(),
  }
}

function openBusAt(endpoint: string): Bus {
  const credentials = { accessKeyId: 'chaos', secretAccessKey: 'chaos' }
  const client = new EventBridgeClient({ endpoint, region: 'local', credentials, maxAttempts: 1 })
  return { client, name: 'hyphae' }
}
