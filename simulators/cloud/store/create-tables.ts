import { CreateTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { storeClient } from './store-client.ts'

/** Tables as infra deploys them: one partition key, one sort key. */
export async function createTables(endpoint: string, tables: readonly string[]): Promise<void> {
  const client = storeClient(endpoint)
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  for (const table of tables.filter((name) => !TableNames.includes(name)))
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    )
  client.destroy()
}
