import { type AttributeValue, BatchWriteItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { storeClient } from './store-client.ts'

/** A little at a time, so that nobody waits for it: a table of a million items takes an hour and a half. */
const lookedAtOnce = 1_000
const largestBatch = 25

/** DynamoDB deletes items some time after their `ttl`; each call looks a little further and begins again at the end. */
export function openExpiry(endpoint: string, table: string): (now: number) => Promise<void> {
  const client = storeClient(endpoint)
  let start: Record<string, AttributeValue> | undefined
  return async (now) => {
    const page = await client.send(
      new ScanCommand({
        TableName: table,
        Limit: lookedAtOnce,
        FilterExpression: '#ttl < :now',
        ProjectionExpression: 'pk, sk',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(now / 1000)) } },
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    const keys = page.Items ?? []
    for (let first = 0; first < keys.length; first += largestBatch) {
      const requests = keys
        .slice(first, first + largestBatch)
        .map((Key) => ({ DeleteRequest: { Key } }))
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }))
    }
    start = page.LastEvaluatedKey
  }
}
