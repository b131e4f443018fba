import type { Bus } from '#bus/bus.ts'
import type { DefaultReceivers } from '#domain/notify/default-routing.ts'
import type { SilenceRules } from '#domain/silences/judge-silence.ts'
import type { PeopleStore } from '#store/store.ts'

/** What the transport has taken in; null where nobody can be asked. */
export interface Transit {
  readonly frames: { readonly accepted: number; readonly failed: number }
  readonly readings: { readonly accepted: number; readonly failed: number }
}

export interface Ports {
  readonly store: PeopleStore
  readonly bus: Bus
  /** As usual unless said. */
  readonly silenceRules?: SilenceRules
  /** Who is told where nobody wrote a routing. */
  readonly receivers: DefaultReceivers
  now(): number
  readTransit(): Promise<Transit | null>
}
