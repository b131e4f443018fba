import type { NoticeDecision } from '#domain/notify/explain-notices.ts'
import { isFollowUp, isWaiting, Notice, type NoticeState } from '#domain/notify/notice.ts'
import {
  type Condition,
  deleteItem,
  documentItem,
  follows,
  getItem,
  holds,
  isNew,
  putItem,
  queryItems,
  readText,
} from './items.ts'
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
  const version = { N: String(decision.version) }
  const item = { ...documentItem(opsKeys.noticeDecision(incident), 1, decision), version }
  const condition = {
    expression: 'attribute_not_exists(#version) OR #version <= :version',
    names: { '#version': 'version' },
    values: { ':version': version },
  }
  // A decision of a newer change stands.
  await holds(putItem(store, { table: store.opsTable, item }, condition))
}

/**
 * What was told of an incident that became part of another was told of that one, and what follows from it by itself
 * follows still; what was only planned is decided anew.
 */
export async function passOnNotices(store: OpsStore, from: string, to: string): Promise<void> {
  const { notices } = await readNotices(store, from)
  for (const notice of notices) {
    const passed = { ...notice, incident: to, incidentVersion: 0 }
    if (notice.state.status === 'sent') await putNotice(store, passed, isNew)
    else if (isWaiting(notice) && isFollowUp(notice)) await planNotice(store, passed)
  }
}

/** Its place in the outbox before the notice: a crash in between leaves a place that leads nowhere, and all is planned anew. */
export async function planNotice(store: OpsStore, notice: Notice): Promise<void> {
  await putOutbox(store, notice)
  await putNotice(store, notice, isNew)
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
  change: Partial<Pick<Notice, 'dueAt' | 'heldBy'>> = {},
): Promise<Notice | undefined> {
  const moved = { ...notice, ...change, state, version: notice.version + 1 }
  // Its next place before it leaves the last: a crash in between leaves two, of which one leads to nothing.
  if (isWaiting(moved)) await putOutbox(store, moved)
  if (!(await putNotice(store, moved, follows(moved.version)))) return undefined
  if (isWaiting(notice) && !(isWaiting(moved) && moved.dueAt === notice.dueAt))
    await leaveOutbox(store, outboxKey(notice))
  return moved
}

function putNotice(store: OpsStore, notice: Notice, condition: Condition): Promise<boolean> {
  const item = {
    ...documentItem(opsKeys.notice(notice.incident, notice.id), 1, notice),
    version: { N: String(notice.version) },
  }
  return holds(putItem(store, { table: store.opsTable, item }, condition))
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
