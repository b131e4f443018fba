import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** Where things are kept. The SDK's own AWS_ENDPOINT_URL_DYNAMODB points it at the embedded store. */
export interface Store {
  readonly client: DynamoDBClient
  readonly telemetryTable: string
  readonly opsTable: string
}

export function openStore(tables: { readonly telemetryTable: string; readonly opsTable: string }): Store {
  return { client: new DynamoDBClient({ maxAttempts: 5 }), ...tables }
}
