import type { DefaultReceivers } from '#domain/notify/default-routing.ts'
import type { Message } from '#domain/notify/message.ts'
import type { Receiver } from '#domain/notify/routing.ts'
import type { OpsStore } from '#store/store.ts'

/** A message as it leaves; its id is the same in every attempt. */
export interface Outgoing {
  readonly id: string
  readonly receiver: string
  readonly message: Message
  /** Whether an earlier attempt may have arrived. */
  readonly repeated: boolean
}

/** A receiver that does not take it is nothing unexpected; it is tried again. */
export type Answer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'refused'; readonly answer: string }

export type Send = (receiver: Receiver, outgoing: Outgoing) => Promise<Answer>

export interface DeliverPorts {
  readonly store: OpsStore
  readonly receivers: DefaultReceivers
  /** Where links lead; empty where nobody said. */
  readonly dashboardUrl: string
  readonly send: Send
  now(): number
  log(message: string, detail: Record<string, unknown>): void
}
