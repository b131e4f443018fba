import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import type { NoticeDecision } from '#domain/notify/explain-notices.ts'
import { isWaiting, Notice, type NoticeState } from '#domain/notify/notice.ts'
import { deleteItem, documentItem, getItem, putItem, queryItems, readText } from './items.ts'
import { type Key, opsKeys } from './keys.ts'
import type { OpsStore } from './store.ts'

export interface IncidentNotices {
  readonly notices: Notice[]
  readonly decision: NoticeDecision | undefined
}

/** All that was decided of an incident, in one read. */
export async function readNotices(store: OpsStore, incident: string): Promise<IncidentNotices> {
  const items = await queryItems(store, store.opsTable, opsKeys.noticeDecision(incident).pk)
  const notices: Notice[] = []
  let decision: NoticeDecision | undefined
  for (const item of items) {
    const [sk, body] = [readText(item, 'sk'), JSON.parse(readText(item, 'body')) as unknown]
    if (sk === 'DECISION') decision = body as NoticeDecision
    else if (sk.startsWith('NOTICE#')) notices.push(Notice.parse(body))
  }
  return { notices, decision }
}

export async function saveDecision(
  store: OpsStore,
  incident: string,
  decision: NoticeDecision,
): Promise<void> {
  const item = documentItem(opsKeys.noticeDecision(incident), 1, decision)
  await putItem(store, { table: store.opsTable, item })
}

/** What was told of an incident that became part of another was told of that one. */
export async function passOnNotices(store: OpsStore, from: string, to: string): Promise<void> {
  const { notices } = await readNotices(store, from)
  const told = notices.filter(({ state }) => state.status === 'sent')
  for (const notice of told)
    await putNotice(
      store,
      { ...notice, incident: to, incidentVersion: 0 },
      'attribute_not_exists(pk)',
    )
}

/** Its place in the outbox before the notice: a crash in between leaves a place that leads nowhere, and all is planned anew. */
export async function planNotice(store: OpsStore, notice: Notice): Promise<void> {
  await putOutbox(store, notice)
  await putNotice(store, notice, 'attribute_not_exists(pk)')
}

export async function readNotice(
  store: OpsStore,
  incident: string,
  id: string,
): Promise<Notice | undefined> {
  const item = await getItem(store, store.opsTable, opsKeys.notice(incident, id))
  return item && Notice.parse(JSON.parse(readText(item, 'body')))
}

/** What became of a notice; undefined where somebody else has written it since it was read. */
export async function moveNotice(
  store: OpsStore,
  notice: Notice,
  state: NoticeState,
  change: Partial<Pick<Notice, 'dueAt' | 'wasHeld'>> = {},
): Promise<Notice | undefined> {
  const moved = { ...notice, ...change, state, version: notice.version + 1 }
  // Its next place before it leaves the last: a crash in between leaves two, of which one leads to nothing.
  if (isWaiting(moved)) await putOutbox(store, moved)
  if (!(await putNotice(store, moved, '#version = :version', notice.version))) return undefined
  if (isWaiting(notice) && !(isWaiting(moved) && moved.dueAt === notice.dueAt))
    await leaveOutbox(store, outboxKey(notice))
  return moved
}

async function putNotice(
  store: OpsStore,
  notice: Notice,
  expression: string,
  version?: number,
): Promise<boolean> {
  const item = {
    ...documentItem(opsKeys.notice(notice.incident, notice.id), 1, notice),
    version: { N: String(notice.version) },
  }
  const names =
    version === undefined
      ? {}
      : { names: { '#version': 'version' }, values: { ':version': { N: String(version) } } }
  try {
    await putItem(store, { table: store.opsTable, item }, { expression, ...names })
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

/** A place in the outbox, and what a look at it needs to know. */
export interface OutboxEntry {
  readonly key: Key
  readonly incident: string
  readonly id: string
  readonly site: string
  readonly receiver: string
  readonly dueAt: number
  readonly cause: Notice['cause']
  /** Put off, until its time comes. */
  readonly isHeld: boolean
}

async function putOutbox(store: OpsStore, notice: Notice): Promise<void> {
  const { incident, id, site, receiver, dueAt, cause } = notice
  const isHeld = notice.state.status === 'held'
  const body = { incident, id, site, receiver, dueAt, cause, isHeld }
  const item = documentItem(outboxKey(notice), 1, body)
  await putItem(store, { table: store.opsTable, item })
}

export async function readOutbox(store: OpsStore): Promise<OutboxEntry[]> {
  const items = await queryItems(store, store.opsTable, opsKeys.outbox(0, '', '').pk)
  return items.map((item) => ({
    ...(JSON.parse(readText(item, 'body')) as Omit<OutboxEntry, 'key'>),
    key: { pk: readText(item, 'pk'), sk: readText(item, 'sk') },
  }))
}

export async function leaveOutbox(store: OpsStore, key: Key): Promise<void> {
  await deleteItem(store, store.opsTable, key)
}

function outboxKey({ dueAt, incident, id }: Notice): Key {
  return opsKeys.outbox(dueAt, incident, id)
}
