import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { requestTimes } from '#domain/request-times.ts'

/** Where events go. The SDK's own AWS_ENDPOINT_URL_EVENTBRIDGE points it at the embedded bus. */
export interface Bus {
  readonly client: EventBridgeClient
  readonly name: string
}

export function openBus(name: string): Bus {
  const requestHandler = requestTimes(process.env)
  return { client: new EventBridgeClient({ maxAttempts: 5, requestHandler }), name }
}
