import type { IncidentSummary } from '#domain/api/incidents.ts'
import type { WhatToDo } from '#domain/incidents/response.ts'
import { summariseIncident } from '#domain/incidents/summarise-incident.ts'
import { judgeNotice } from '#domain/notify/judge-notice.ts'
import { isWaiting, type Notice } from '#domain/notify/notice.ts'
import type { Routing } from '#domain/notify/routing.ts'
import type { Silence } from '#domain/silences/silence.ts'
import { suppressionOf } from '#domain/silences/suppression-of.ts'
import { readIncident } from '#store/incidents.ts'
import { leaveOutbox, moveNotice, type OutboxEntry, readNotices } from '#store/notices.ts'
import type { DeliverPorts } from './deliver-ports.ts'

export interface KnownIncident {
  readonly summary: IncidentSummary
  readonly whatToDo: WhatToDo | null
}

/** What is known of incidents from an event: it may be newer than the store. */
export type Known = ReadonlyMap<string, KnownIncident>

export interface Due extends KnownIncident {
  readonly notice: Notice
}

/** What holds for all that is looked at in one go. */
export interface Rules {
  readonly routing: Routing
  readonly silences: readonly Silence[]
}

/** Looks at each again, by the incident as it is now: what is to be told, while the rest is put off or dropped. */
export async function gatherDue(
  entries: readonly OutboxEntry[],
  rules: Rules,
  ports: DeliverPorts,
  known: Known,
): Promise<Due[]> {
  const byIncident = Map.groupBy(entries, ({ incident }) => incident)
  const gathered = await Promise.all(
    [...byIncident].map(([id, own]) => gatherOfIncident(id, own, rules, ports, known)),
  )
  return gathered.flat()
}

async function gatherOfIncident(
  id: string,
  entries: readonly OutboxEntry[],
  rules: Rules,
  ports: DeliverPorts,
  known: Known,
): Promise<Due[]> {
  const { notices } = await readNotices(ports.store, id)
  const incident = await readNewest(id, ports, known)
  const due: Due[] = []
  for (const entry of entries) {
    const notice = notices.find((one) => one.id === entry.id)
    if (!isItsPlace(entry, notice)) await clearPlace(entry, notice, ports)
    else if (await isToBeTold(notice, { notices, incident, ...rules }, ports))
      if (incident) due.push({ notice, ...incident })
  }
  return due
}

function isItsPlace({ dueAt }: OutboxEntry, notice: Notice | undefined): notice is Notice {
  return notice !== undefined && isWaiting(notice) && notice.dueAt === dueAt
}

const settlingMilliseconds = 10 * 60_000

/** A place that leads nowhere was left by a crash, or its notice is just being written. */
async function clearPlace(
  { key, dueAt }: OutboxEntry,
  notice: Notice | undefined,
  { store, now }: DeliverPorts,
): Promise<void> {
  const isOver = notice && !isWaiting(notice)
  if (isOver || now() > dueAt + settlingMilliseconds) await leaveOutbox(store, key)
}

export async function readNewest(
  id: string,
  { store }: DeliverPorts,
  known: Known,
): Promise<KnownIncident | undefined> {
  const incident = await readIncident(store, id)
  const told = known.get(id)
  if (!incident || (told && told.summary.version > incident.version)) return told
  return { summary: summariseIncident(incident), whatToDo: incident.whatToDo }
}

interface Surroundings extends Rules {
  readonly notices: readonly Notice[]
  readonly incident: KnownIncident | undefined
}

async function isToBeTold(
  notice: Notice,
  { notices, incident, routing, silences }: Surroundings,
  { store, now }: DeliverPorts,
): Promise<boolean> {
  const at = now()
  const summary = incident?.summary
  const suppression = summary ? suppressionOf(summary, silences, at) : null
  const judged = Object.hasOwn(routing.receivers, notice.receiver)
    ? judgeNotice({ notice, summary, notices, suppression, now: at })
    : ({ kind: 'drop', reason: 'the routing has no such receiver any more' } as const)
  if (judged.kind === 'drop')
    await moveNotice(store, notice, { status: 'dropped', at, reason: judged.reason })
  if (judged.kind === 'hold') {
    const change = { dueAt: judged.until, heldBy: judged.suppression.by }
    await moveNotice(store, notice, { status: 'held', suppression: judged.suppression }, change)
  }
  return judged.kind === 'send'
}
