import type { Bus } from '#bus/bus.ts'
import { offerEvents } from '#bus/publish-events.ts'
import type { QuarantineItem } from '#domain/api/quarantine.ts'
import { type EventType, eventTypes } from '#domain/events.ts'
import { countFrames, type ReportedFrame } from '#domain/frame.ts'
import { judgeStamp } from '#domain/judge-stamp.ts'
import { type QuarantinePlace, walkQuarantine } from '#store/quarantine.ts'
import { markRedriven, readRedriven, wasRedriven } from '#store/redriven.ts'
import { readCell } from '#store/sites.ts'
import type { OpsStore } from '#store/store.ts'
import type { FailedBatches } from './failed-batches.ts'
import { type KeptEvent, readKeptEvents } from './kept-events.ts'
import { sendableFrame } from './sendable-frame.ts'

export interface Ports {
  readonly store: OpsStore
  readonly bus: Bus
  readonly failed: FailedBatches
  now(): number
}

interface Sent {
  readonly events: number
  readonly frames: number
  readonly readings: number
}

/** What stays where it is, and why; a few names of many. */
interface Left {
  readonly reason: string
  count: number
  readonly examples: string[]
}

export interface RedriveReport {
  readonly dryRun: boolean
  readonly failed: Sent
  readonly quarantined: Sent
  readonly left: readonly Left[]
}

const mostExamples = 5

/**
 * Sends again, under the same ids, what failed and what quarantine kept whole. A failed frame is then no longer
 * failed but what becomes of it now, and stays accepted once. A quarantined frame was settled: like one that its
 * gateway sends again it is accepted once more, and quarantine keeps its history.
 */
export async function redrive(ports: Ports, dryRun: boolean): Promise<RedriveReport> {
  const left = new Map<string, Left>()
  const leave = (name: string, reason: string) => {
    const one = left.get(reason) ?? { reason, count: 0, examples: [] }
    one.count += 1
    if (one.examples.length < mostExamples) one.examples.push(name)
    left.set(reason, one)
  }
  const failed = await redriveFailed(ports, dryRun, leave)
  const quarantined = await redriveQuarantined(ports, dryRun, leave)
  return { dryRun, failed, quarantined, left: [...left.values()] }
}

type Leave = (name: string, reason: string) => void

const nothing: Sent = { events: 0, frames: 0, readings: 0 }

async function redriveFailed({ bus, failed }: Ports, dryRun: boolean, leave: Leave): Promise<Sent> {
  let sent = nothing
  for await (const key of failed.list()) {
    const text = await failed.read(key)
    const kept = readKeptEvents(text)
    if (kept.kind === 'unreadable') {
      leave(key, kept.reason)
      continue
    }
    const refused = dryRun ? undefined : await send(bus, kept.events)
    if (refused) {
      leave(key, refused)
      continue
    }
    if (!dryRun) await failed.putAway(key, text)
    sent = kept.events.map(countEvent).reduce(addSent, sent)
  }
  return sent
}

async function redriveQuarantined(ports: Ports, dryRun: boolean, leave: Leave): Promise<Sent> {
  const { store, now } = ports
  const redriven = rememberRedriven(store)
  let sent = nothing
  for await (const { item, place } of walkQuarantine(store, undefined)) {
    if (wasRedriven(await redriven(place), place)) continue
    const outcome = await redriveItem(ports, dryRun, item)
    if (typeof outcome === 'string') {
      leave(item.frame ?? item.id, outcome)
      continue
    }
    if (!dryRun) await markRedriven(store, place, now())
    sent = addSent(sent, outcome)
  }
  return sent
}

/** What was sent, or why nothing was. */
async function redriveItem(
  ports: Ports,
  dryRun: boolean,
  item: QuarantineItem,
): Promise<Sent | string> {
  const sendable = sendableFrame(item)
  if (sendable.kind === 'not') return sendable.reason
  const tooEarly = await stillRefused(ports, sendable.frame)
  if (tooEarly) return tooEarly
  const event = {
    source: 'hyphae.redrive',
    'detail-type': eventTypes.readingsReported,
    detail: { ...sendable.frame },
  }
  const refused = dryRun ? undefined : await send(ports.bus, [event])
  return refused ?? countEvent(event)
}

/** Sent all the same, it would only be in quarantine twice. */
async function stillRefused({ store, now }: Ports, { site, cell, sentAt }: ReportedFrame) {
  if (!(await readCell(store, site, cell)))
    return 'its cell is not registered yet; apply its site file'
  return judgeStamp('sentAt', sentAt, now()) && 'its time is still ahead; wait for it'
}

/** Quarantine is walked day by day, so one day's marks are enough. */
function rememberRedriven(store: OpsStore) {
  let known: { day: string; marks: ReadonlySet<string> } | undefined
  return async ({ day }: QuarantinePlace) => {
    if (known?.day !== day) known = { day, marks: await readRedriven(store, day) }
    return known.marks
  }
}

/** Why the bus would not take them; undefined where it did. */
async function send(bus: Bus, events: readonly KeptEvent[]): Promise<string | undefined> {
  const [refused] = await offerEvents(
    bus,
    events.map((event) => ({
      source: event.source,
      type: event['detail-type'] as EventType,
      detail: event.detail,
    })),
  )
  return refused && `the bus refuses it with ${refused.code}; look at it by hand`
}

function countEvent(event: KeptEvent): Sent {
  return { events: 1, ...countFrames(event['detail-type'], event.detail) }
}

function addSent(a: Sent, b: Sent): Sent {
  return {
    events: a.events + b.events,
    frames: a.frames + b.frames,
    readings: a.readings + b.readings,
  }
}
