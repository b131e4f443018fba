import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { requiredSetting } from '#store/environment.ts'
import { tableNames } from '../environment.ts'
import { replaceFile } from '../replace-file.ts'
import { storeClient } from '../store/store-client.ts'
import { readPosition } from '../stream/position-file.ts'

/** A number kept in the store and beside it: the store's journal keeps its order, so one that is cut has lost it. */
export interface StoreMark {
  save(): Promise<void>
}

const key = { pk: { S: '~mark' }, sk: { S: 'MARK' } }

/** Refuses a store that knows less than it did; the settings are those of the cloud being started. */
export async function openStoreMark(folder: string): Promise<StoreMark> {
  const client = storeClient(requiredSetting('AWS_ENDPOINT_URL_DYNAMODB'))
  const [store, file] = [join(folder, 'store'), join(folder, 'store-mark')]
  const table = { TableName: tableNames.ops }
  const { Item } = await client.send(new GetItemCommand({ ...table, Key: key }))
  const found = Number(Item?.['n']?.N ?? 0)
  const noted = readPosition(file)
  if (found < noted)
    throw new Error(
      `${store} has lost what was written last (mark ${found}, ${file} says ${noted})`,
    )
  const dropped = await droppedLine(store)
  if (dropped) {
    // The database says so once; the next start must know it, too.
    await replaceFile(file, String(found + 1))
    throw new Error(`${store} has lost data (${dropped})`)
  }
  let mark = found
  const save = async () => {
    const next = mark + 1
    const item = { ...key, n: { N: String(next) } }
    await client.send(new PutItemCommand({ ...table, Item: item }))
    await syncJournal(store)
    await replaceFile(file, String(next))
    mark = next
  }
  await save()
  return { save }
}

/** The database leaves out what it cannot read, and says so only in its own log. */
async function droppedLine(store: string): Promise<string | undefined> {
  const log = await readFile(join(store, 'LOG'), 'utf8').catch(() => '')
  return /\S+: dropping \d+ bytes.*/.exec(log)?.[0]
}

/** When the power goes, the mark beside the store must not be newer than the one in it. */
async function syncJournal(store: string): Promise<void> {
  for (const name of (await readdir(store)).filter((entry) => entry.endsWith('.log'))) {
    // One that is full is put into a table, which is synced, and goes.
    const file = await open(join(store, name), 'r').catch(() => undefined)
    await file?.datasync().finally(() => file.close())
  }
}
