import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { expect, it, onTestFinished } from 'vitest'
import { startStore } from '#simulators/cloud/store/start-store.ts'
import { storeClient } from '#simulators/cloud/store/store-client.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

it('what is written over and over stays out of the files, up to 32 MB', async () => {
  const path = join(await temporaryFolder(), 'store')
  const store = await startStore(path)
  onTestFinished(() => store.stop())
  const client = storeClient(store.endpoint)
  const TableName = 'tiles'
  await client.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
  // Twelve megabytes: LevelDB's own buffer of four would be written out by now.
  for (let time = 0; time < 40; time += 1) {
    const tile = { S: `${time}`.padStart(300_000, 'x') }
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'pump' }, tile } }))
  }
  expect((await readdir(path)).filter((name) => name.endsWith('.ldb'))).toEqual([])
})
