import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createTables } from '#simulators/cloud/store/create-tables.ts'
import { startStore } from '#simulators/cloud/store/start-store.ts'
import type { PeopleStore } from '#store/store.ts'
import { startDynamoDbLocal } from './dynamodb-local.ts'

export const tables = {
  telemetryTable: 'telemetry',
  opsTable: 'ops',
  subjectsTable: 'subjects',
}

export interface TestStore {
  readonly store: PeopleStore
  readonly endpoint: string
  stop(): Promise<void>
}

/** A real store in memory: dynalite, or Amazon's own where `HYPHAE_DYNAMODB_LOCAL` says in which folder it is. */
export async function startTestStore(): Promise<TestStore> {
  const amazons = process.env['HYPHAE_DYNAMODB_LOCAL']
  const running = amazons ? await startDynamoDbLocal(amazons) : await startStore(null)
  await createTables(running.endpoint, Object.values(tables))
  const client = new DynamoDBClient({
    endpoint: running.endpoint,
    region: 'local',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  })
  return {
    store: { client, ...tables },
    endpoint: running.endpoint,
    async stop() {
      client.destroy()
      await running.stop()
    },
  }
}
