import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import type { ApiClient } from '#api-client/client.ts'
import { openBus } from '#bus/bus.ts'
import { type OutgoingEvent, offerEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import { countFrames } from '#domain/frame.ts'
import { runScratch } from '#simulators/cloud/home/run-home.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { garden } from '#test/support/sites.ts'
import { fuzzedEvent } from './fuzzed-events.ts'

export interface FuzzOrder {
  readonly events: number
  readonly seed: number
  say(what: string): void
}

interface Count {
  frames: number
  readings: number
  /** Events of other kinds than frames. */
  others: number
}

const perCall = 10
const perSample = 500
const largestBacklog = 1_000
const measurements = 50
/** A collection takes a tenth of a second. */
const leastBetween = 1_000

/** Sends what no gateway should through the bus, the stream and the functions, and settles the account. */
export async function runFuzz({ events, seed, say }: FuzzOrder) {
  const startedAt = performance.now()
  const { cloud, stop } = await runScratch()
  try {
    const api = openApi(cloud.origin)
    await api('applySite', { parameters: { site: garden.site }, body: garden })
    const bus = openBus(cloud.bus)
    const [sent, refused] = [emptyCount(), emptyCount()]
    const heap = openHeap(events)
    for (const [index, call] of callsOf(events, seed)) {
      for (const event of call) add(sent, event)
      for (const { event } of await offerEvents(bus, call)) add(refused, event)
      while (cloud.backlog() > largestBacklog) await pause(5)
      if (heap.measure(index)) say(`${index} of ${events} events`)
    }
    await cloud.drain()
    bus.client.destroy()
    const { frames, readings, status } = await api('health')
    const others = await countOthers(api)
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    return { sent, refused, frames, readings, status, others, heap: heap.summary(), seconds }
  } finally {
    await stop()
  }
}

/** In calls of ten; no more of them is held at once than one sample. */
function* callsOf(events: number, seed: number): Generator<[number, OutgoingEvent[]]> {
  for (let first = 0; first < events; first += perSample) {
    const numRuns = Math.min(perSample, events - first)
    const sample = fc.sample(fuzzedEvent, { seed: seed + first, numRuns })
    for (let at = 0; at < sample.length; at += perCall)
      yield [
        first + at,
        sample.slice(at, at + perCall).map((event, offset) => event(first + at + offset)),
      ]
  }
}

function emptyCount(): Count {
  return { frames: 0, readings: 0, others: 0 }
}

/** By what JSON makes of it, for that is what is sent. */
function add(count: Count, { type, detail }: OutgoingEvent): void {
  const { frames, readings } = countFrames(type, JSON.parse(JSON.stringify(detail) ?? 'null'))
  count.frames += frames
  count.readings += readings
  const isFrames = type === eventTypes.readingsReported || type === eventTypes.framesReported
  if (!isFrames) count.others += 1
}

async function countOthers(api: ApiClient): Promise<number> {
  let count = 0
  let cursor: string | null | undefined
  do {
    const page: Awaited<ReturnType<typeof api<'quarantine'>>> = await api('quarantine', {
      query: { limit: 500, ...(cursor ? { cursor } : {}) },
    })
    count += page.items.filter(({ kind }) => kind === 'event').length
    cursor = page.next
  } while (cursor)
  return count
}

/** What is held after a collection, now and then: it must not grow with what has been sent. */
function openHeap(events: number) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const every = Math.max(leastBetween, Math.ceil(events / measurements / perCall) * perCall)
  const megabytes: number[] = []
  return {
    measure(index: number): boolean {
      if (index % every !== 0) return false
      collect()
      megabytes.push(process.memoryUsage().heapUsed / 1e6)
      return true
    },
    summary() {
      const tenth = Math.max(1, Math.floor(megabytes.length / 10))
      return {
        secondTenthMb: mean(megabytes.slice(tenth, 2 * tenth)),
        lastTenthMb: mean(megabytes.slice(-tenth)),
      }
    },
  }
}

function mean(numbers: readonly number[]): number {
  const sum = numbers.reduce((total, number) => total + number, 0)
  return Math.round((sum / Math.max(1, numbers.length)) * 10) / 10
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
