import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  EventBridgeClient,
  PutEventsCommand,
  type PutEventsCommandInput,
} from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ReportedFrame } from '#domain/frame.ts'
import { openSpoolFile } from '#simulators/feeds/spool/spool-file.ts'
import { type Behind, openSpoolingPublisher } from '#simulators/feeds/spool/spooling-publisher.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

const eventBridge = mockClient(EventBridgeClient)
const bus = { client: new EventBridgeClient({ region: 'local' }), name: 'town' }
/** What the bus took, call by call; by frame what it answers instead. */
let taken: string[][]
let away: boolean
let codes: Map<string, string>
let file: string
let clock: number
let told: Behind[]

beforeEach(async () => {
  eventBridge.reset()
  taken = []
  away = false
  codes = new Map()
  clock = 0
  told = []
  file = join(await temporaryFolder(), 'spool', 'town.ndjson')
  eventBridge.on(PutEventsCommand).callsFake(answer)
})

function answer({ Entries = [] }: PutEventsCommandInput) {
  if (away) throw Object.assign(new Error('nobody answers'), { code: 'ECONNREFUSED' })
  const names = Entries.map(({ Detail = '' }) => (JSON.parse(Detail) as { frame: string }).frame)
  taken.push(names.filter((name) => !codes.has(name)))
  return { Entries: names.map((name) => (codes.has(name) ? { ErrorCode: codes.get(name) } : {})) }
}

const open = (change: object = {}) =>
  openSpoolingPublisher(bus, () => null, {
    file,
    largestBytes: 100_000,
    patienceMilliseconds: 60_000,
    now: () => clock,
    random: () => 1,
    pause: async (milliseconds) => {
      clock += milliseconds
    },
    onBehind: (behind) => told.push(behind),
    ...change,
  })
const frame = (cell: string, count: number): ReportedFrame => ({
  schemaVersion: 1,
  frame: `${cell}${count}`,
  site: 's',
  cell,
  sentAt: count * 60_000,
  readings: [],
})
async function publish(publisher: ReturnType<typeof open>, from: number, to: number) {
  for (let count = from; count < to; count += 1)
    for (const cell of ['a', 'b']) await publisher.publish(frame(cell, count))
}
const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => [`a${from + index}`, `b${from + index}`])

describe('a publisher with a spool', () => {
  it('sends calls with one frame of a cell, and leaves nothing on disk', async () => {
    const publisher = open()
    await publish(publisher, 0, 3)
    await publisher.flush()
    expect(taken).toEqual(names(0, 3))
    expect([publisher.behind(), await readFile(file, 'utf8')]).toEqual([null, ''])
  })

  it('keeps all while the bus is away, says how far behind it is, and sends them in order', async () => {
    const publisher = open()
    away = true
    await publish(publisher, 0, 5)
    expect(taken).toEqual([])
    expect(publisher.behind()).toEqual({ frames: 10, milliseconds: 4 * 60_000, dropped: 0, file })
    expect(told.length).toBeGreaterThan(0)
    away = false
    clock += 60_000
    await publisher.flush()
    expect(taken).toEqual(names(0, 5))
    expect(publisher.behind()).toBeNull()
  })

  it('waits longer each time, anywhere within the pause, and gives up in the end without losing', async () => {
    const tries: number[] = []
    away = true
    const publisher = open({
      patienceMilliseconds: 1_500,
      random: () => 0.5,
      onBehind: () => tries.push(clock),
    })
    await publish(publisher, 0, 1)
    await publisher.flush()
    expect([...new Set(tries)]).toEqual([0, 100, 300, 700, 1_500])
    expect(publisher.behind()?.frames).toBe(2)
  })

  it('goes on after a kill where it was: sent frames not again, waiting ones in order', async () => {
    const killed = open()
    await publish(killed, 0, 2)
    await killed.flush()
    away = true
    await publish(killed, 2, 5)
    // No close and no flush: the process is gone, in the middle of a line.
    await appendFile(file, '{"frame":{"frame":"a5","si')
    away = false
    const next = open()
    expect(next.behind()?.frames).toBe(6)
    await publish(next, 5, 6)
    await next.flush()
    expect(taken).toEqual(names(0, 6))
  })

  it('remembers on disk what was sent of what waited', async () => {
    away = true
    const publisher = open()
    await publish(publisher, 0, 3)
    away = false
    clock += 60_000
    codes.set('b1', 'ThrottlingException')
    await publisher.publish(frame('a', 3))
    expect(taken).toEqual([['a0', 'b0'], ['a1']])
    codes.clear()
    const next = open()
    // The call that was answered in part is sent again whole: the frames keep their ids.
    await next.flush()
    expect(taken.slice(2)).toEqual([['a1', 'b1'], ['a2', 'b2'], ['a3']])
  })

  it('tries again only the entries that failed, before anything newer of their cells', async () => {
    const publisher = open()
    codes.set('b0', 'InternalFailure')
    await publish(publisher, 0, 2)
    expect(taken).toEqual([['a0']])
    codes.clear()
    await publisher.flush()
    expect(taken).toEqual([['a0'], ['b0'], ['a1', 'b1']])
  })

  it('passes over what the bus will never take, one by one', async () => {
    const publisher = open()
    codes.set('a1', 'MalformedDetail').set('b2', 'MalformedDetail')
    await publish(publisher, 0, 4)
    await publisher.flush()
    expect(taken).toEqual([['a0', 'b0'], ['b1'], ['a2'], ['a3', 'b3']])
    expect([publisher.refused(), publisher.behind()]).toEqual([2, null])
  })

  it('throws what waiting does not mend', async () => {
    const fault = Object.assign(new Error('no such bus'), { name: 'ResourceNotFoundException' })
    eventBridge.on(PutEventsCommand).rejects(fault)
    const publisher = open()
    await publisher.publish(frame('a', 0))
    await expect(publisher.flush()).rejects.toThrow(/^no such bus$/)
  })

  it('keeps the oldest when the file is full, and counts what it drops', async () => {
    away = true
    const publisher = open({ largestBytes: 500 })
    await publish(publisher, 0, 10)
    const kept = publisher.behind()
    expect(kept?.frames).toBeLessThan(10)
    expect(kept?.dropped).toBe(20 - (kept?.frames ?? 0))
    away = false
    clock += 60_000
    await publisher.flush()
    expect(taken.flat()).toEqual(names(0, 10).flat().slice(0, kept?.frames))
  })
})

it('a spool of many frames and marks is read to its end', () => {
  const spool = openSpoolFile(file, 10_000_000)
  for (let count = 0; count < 1_000; count += 1) spool.add(frame('a', count))
  for (let sent = 0; sent < 999; sent += 1) spool.sent(spool.oldest()[0]?.end ?? 0, 1)
  spool.add(frame('a', 1_000))
  spool.close()
  const again = openSpoolFile(file, 10_000_000)
  expect(again.oldest().map((waiting) => waiting.frame.frame)).toEqual(['a999', 'a1000'])
  expect([again.frames(), again.span()]).toEqual([2, { from: 999 * 60_000, to: 1_000 * 60_000 }])
  again.close()
})
