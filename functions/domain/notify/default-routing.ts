import { type Receiver, type Route, Routing } from './routing.ts'
import { mailboxAddress } from './webhook-address.ts'

export interface DefaultReceivers {
  /** The settings' webhook; empty where nobody set one. */
  readonly webhookUrl: string
  readonly hasMailbox: boolean
}

/** What holds until somebody writes a routing: whoever can be told is told of everything from warning on. */
export function defaultRouting({ webhookUrl, hasMailbox }: DefaultReceivers): Routing {
  const receivers: [string, Receiver][] = []
  if (webhookUrl !== '') receivers.push(['webhook', { kind: 'webhook', url: webhookUrl }])
  if (hasMailbox) receivers.push(['mailbox', { kind: 'webhook', url: mailboxAddress }])
  const routes = receivers.map(
    ([name]): Route => ({
      name,
      match: { severities: ['critical', 'major', 'warning'] },
      receiver: name,
      continue: true,
    }),
  )
  return Routing.parse({ receivers: Object.fromEntries(receivers), routes })
}
