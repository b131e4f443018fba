import { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** For the store's own upkeep; the functions have clients of their own. One answer is enough to know a damage. */
export function storeClient(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'embedded', secretAccessKey: 'embedded' }
  return new DynamoDBClient({ endpoint, region: 'local', credentials, maxAttempts: 1 })
}
