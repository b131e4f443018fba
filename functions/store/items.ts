import {
  type AttributeValue,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import type { Key } from './keys.ts'
import type { StoreClient } from './store.ts'

export type Item = Record<string, AttributeValue>

export interface Put {
  readonly table: string
  readonly item: Item
}

export function keyItem(key: Key): Item {
  return { pk: { S: key.pk }, sk: { S: key.sk } }
}

/** A document is one JSON text with its schema version: numbers keep every bit, and reads are one parse. */
export function documentItem(key: Key, version: number, document: unknown): Item {
  return { ...keyItem(key), v: { N: String(version) }, body: { S: JSON.stringify(document) } }
}

export function readText(item: Item, name: string): string {
  const text = item[name]?.S
  if (text === undefined)
    throw new Error(`Item ${item['pk']?.S} ${item['sk']?.S} has no text "${name}"; it is damaged.`)
  return text
}

export function readBinary(item: Item, name: string): Uint8Array {
  const bytes = item[name]?.B
  if (bytes === undefined)
    throw new Error(`Item ${item['pk']?.S} ${item['sk']?.S} has no bytes "${name}"; it is damaged.`)
  return bytes
}

export async function getItem(
  store: StoreClient,
  table: string,
  key: Key,
): Promise<Item | undefined> {
  const { Item } = await store.client.send(
    new GetItemCommand({ TableName: table, Key: keyItem(key), ConsistentRead: true }),
  )
  return Item
}

/** Whether a conditional write went through; false where its condition did not hold. */
export async function holds(write: Promise<void>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

/** Nothing has this key. */
export const isNew: Condition = { expression: 'attribute_not_exists(pk)' }

/** The store has the version before this one, or nothing before the first. */
export function follows(version: number): Condition {
  if (version === 1) return isNew
  return {
    expression: '#version = :before',
    names: { '#version': 'version' },
    values: { ':before': { N: String(version - 1) } },
  }
}

export interface Condition {
  readonly expression: string
  readonly values?: Item
  readonly names?: Record<string, string>
}

export async function putItem(store: StoreClient, put: Put, condition?: Condition): Promise<void> {
  await store.client.send(
    new PutItemCommand({
      TableName: put.table,
      Item: put.item,
      ...conditionOf(condition),
    }),
  )
}

export async function deleteItem(
  store: StoreClient,
  table: string,
  key: Key,
  condition?: Condition,
): Promise<void> {
  await store.client.send(
    new DeleteItemCommand({ TableName: table, Key: keyItem(key), ...conditionOf(condition) }),
  )
}

function conditionOf(condition: Condition | undefined) {
  if (!condition) return {}
  const { expression, values, names } = condition
  return {
    ConditionExpression: expression,
    ...(values ? { ExpressionAttributeValues: values } : {}),
    ...(names ? { ExpressionAttributeNames: names } : {}),
  }
}

export interface Range {
  readonly from?: string
  readonly to?: string
  readonly descending?: boolean
  readonly limit?: number
  /** Spares reading what the items hold. */
  readonly keysOnly?: boolean
}

/** All items of a partition within a range of sort keys, both ends included. */
export async function queryItems(
  store: StoreClient,
  table: string,
  pk: string,
  range: Range = {},
): Promise<Item[]> {
  const items: Item[] = []
  let start: Item | undefined
  do {
    const page = await store.client.send(
      new QueryCommand({
        TableName: table,
        ...keyCondition(pk, range),
        ConsistentRead: true,
        ScanIndexForward: !range.descending,
        ...(range.limit ? { Limit: range.limit - items.length } : {}),
        ...(range.keysOnly ? { ProjectionExpression: 'pk, sk' } : {}),
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    items.push(...(page.Items ?? []))
    start = page.LastEvaluatedKey
  } while (start && (range.limit === undefined || items.length < range.limit))
  return items
}

const walkedAtOnce = 100

/** A partition's items from the highest sort key down, below `before` where given, read as far as they are asked for. */
export async function* walkDown(
  store: StoreClient,
  table: string,
  pk: string,
  before?: string,
): AsyncGenerator<Item> {
  let start = before === undefined ? undefined : keyItem({ pk, sk: before })
  do {
    const page: QueryCommandOutput = await store.client.send(
      new QueryCommand({
        TableName: table,
        ...keyCondition(pk, {}),
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: walkedAtOnce,
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    )
    yield* page.Items ?? []
    start = page.LastEvaluatedKey
  } while (start)
}

function keyCondition(pk: string, { from, to }: Range) {
  const values: Item = { ':pk': { S: pk } }
  if (from === undefined && to === undefined)
    return { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: values }
  return {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ...values,
      ':from': { S: from ?? ' ' },
      ':to': { S: to ?? '\uffff' },
    },
  }
}

const largestBatch = 25
const batchesAtOnce = 4

/** Puts that may be repeated: each has a key made of what it says. */
export async function putAll(store: StoreClient, puts: readonly Put[]): Promise<void> {
  const distinct = [
    ...new Map(
      puts.map((put) => [`${put.table} ${put.item['pk']?.S} ${put.item['sk']?.S}`, put]),
    ).values(),
  ]
  await writeAll(
    store,
    distinct.map(({ table, item }) => ({ table, request: { PutRequest: { Item: item } } })),
  )
}

export async function deleteAll(
  store: StoreClient,
  table: string,
  keys: readonly Key[],
): Promise<void> {
  await writeAll(
    store,
    keys.map((key) => ({ table, request: { DeleteRequest: { Key: keyItem(key) } } })),
  )
}

interface Write {
  readonly table: string
  readonly request: WriteRequest
}

async function writeAll(store: StoreClient, writes: readonly Write[]): Promise<void> {
  const batches: Write[][] = []
  for (let start = 0; start < writes.length; start += largestBatch)
    batches.push(writes.slice(start, start + largestBatch))
  const work = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) await writeBatch(store, batch)
  }
  await Promise.all(Array.from({ length: batchesAtOnce }, work))
}

async function writeBatch(store: StoreClient, writes: readonly Write[]): Promise<void> {
  let requests = new Map<string, WriteRequest[]>()
  for (const { table, request } of writes)
    requests.set(table, [...(requests.get(table) ?? []), request])
  for (let attempt = 0; requests.size > 0; attempt += 1) {
    if (attempt === maximumAttempts)
      throw new Error(
        `DynamoDB left ${requests.size} tables' writes undone ${attempt} times; it is throttling, the batch is retried.`,
      )
    if (attempt > 0) await pause(2 ** attempt * 25)
    const { UnprocessedItems } = await store.client.send(
      new BatchWriteItemCommand({ RequestItems: Object.fromEntries(requests) }),
    )
    requests = new Map(Object.entries(UnprocessedItems ?? {}))
  }
}

const maximumAttempts = 6

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
