import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { requestTimes } from '#domain/request-times.ts'
import { countCapacity } from './capacity.ts'

export interface StoreClient {
  readonly client: DynamoDBClient
}

export interface OpsStore extends StoreClient {
  readonly opsTable: string
}

export interface TelemetryStore extends StoreClient {
  readonly telemetryTable: string
}

export interface SubjectsStore extends StoreClient {
  readonly subjectsTable: string
}

export interface Store extends OpsStore, TelemetryStore {}

/** With what is known about people: for the few functions that may know it. */
export interface PeopleStore extends Store, SubjectsStore {}

/** Where things are kept. The SDK's own AWS_ENDPOINT_URL_DYNAMODB points it at the embedded store. */
export function openStore<Tables extends Partial<Omit<PeopleStore, 'client'>>>(
  tables: Tables,
): StoreClient & Tables {
  const client = new DynamoDBClient({
    maxAttempts: 5,
    cacheMiddleware: true,
    requestHandler: requestTimes(process.env),
  })
  countCapacity(client)
  return { client, ...tables }
}
