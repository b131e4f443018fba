import { ScanCommand } from '@aws-sdk/client-dynamodb'
import { storeClient } from './store-client.ts'

/** A damage that nobody meets within this time is met when its item is read. */
const longestMilliseconds = 2_000

/** Reads through the tables, so that a damaged file is known at the start and not in the night. */
export async function checkTables(endpoint: string, tables: readonly string[]): Promise<void> {
  const client = storeClient(endpoint)
  const deadline = performance.now() + longestMilliseconds
  for (const table of tables) {
    let from: Record<string, never> | undefined
    do {
      const scan = { TableName: table, Select: 'COUNT' as const, Limit: 5_000 }
      const answer = await client.send(
        new ScanCommand({ ...scan, ...(from ? { ExclusiveStartKey: from } : {}) }),
      )
      from = answer.LastEvaluatedKey as Record<string, never> | undefined
    } while (from && performance.now() < deadline)
  }
  client.destroy()
}
