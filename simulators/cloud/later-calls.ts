import { join } from 'node:path'
import type { BusEvent } from '#domain/events.ts'
import type { FunctionName } from '#wiring'
import type { RoutedCall } from './bus/route-events.ts'
import { type RoomPorts, whenThereIsRoom } from './full-disk.ts'
import { readPosition, savePosition } from './stream/position-file.ts'
import { openStreamLog, type StreamLog } from './stream/stream-log.ts'
import type { StreamRecord } from './stream/stream-record.ts'

export interface LaterPorts {
  /** Where calls are kept until they are done. */
  readonly folder: string
  now(): number
  pause(milliseconds: number): Promise<void>
  invoke(name: FunctionName, event: BusEvent): Promise<void>
  keepFailed(name: FunctionName, event: BusEvent, reason: unknown): Promise<void>
}

/** Lambda's asynchronous calls: accepted at once, made in any order, tried again, never forgotten. */
export interface LaterCalls {
  /** Resolves when the calls are on disk. */
  accept(calls: readonly RoutedCall[]): Promise<void>
  /** Resolves when nothing is under way. */
  settle(): Promise<void>
  trim(olderThan: number): Promise<void>
  /** What is under way ends or is made again after the next start. */
  stop(): Promise<void>
}

/** Lambda tries three times in all. */
const attempts = 3
const firstPauseMilliseconds = 1_000
const readAtOnce = 500

export async function openLaterCalls(ports: LaterPorts): Promise<LaterCalls> {
  const log = await openStreamLog(join(ports.folder, 'log'), ports.now)
  let stopping = false
  const room: RoomPorts = { pause: ports.pause, isStopping: () => stopping }
  const progress = openProgress(join(ports.folder, 'position'), room)
  const underWay = new Set<Promise<void>>()
  const start = (name: FunctionName, event: BusEvent, sequence: number) => {
    const making = makeCall(name, event, ports, room)
      .then(() => progress.done(sequence))
      .finally(() => underWay.delete(making))
    underWay.add(making)
  }
  for (const { sequence, partitionKey, event } of await readFrom(log, progress.position()))
    start(partitionKey as FunctionName, JSON.parse(event) as BusEvent, sequence)
  return {
    async accept(calls) {
      const records = calls.map(({ function: name, event }) => ({
        partitionKey: name,
        event: JSON.stringify(event),
      }))
      const last = await log.append(records)
      calls.forEach(({ function: name, event }, index) => {
        start(name, event, last - calls.length + 1 + index)
      })
    },
    async settle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    trim: (olderThan) => log.trim(progress.position(), olderThan),
    async stop() {
      stopping = true
      await Promise.all(underWay)
      await log.close()
    },
  }
}

/** What a kill left undone, and what was done after it. */
async function readFrom(log: StreamLog, position: number): Promise<StreamRecord[]> {
  const left: StreamRecord[] = []
  for (let after = position; after < log.newest(); after = left.at(-1)?.sequence ?? log.newest())
    left.push(...(await log.read(after, readAtOnce)))
  return left
}

async function makeCall(
  name: FunctionName,
  event: BusEvent,
  ports: LaterPorts,
  room: RoomPorts,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ports.invoke(name, event)
    } catch (fault) {
      if (attempt === attempts)
        return whenThereIsRoom(() => ports.keepFailed(name, event, fault), room)
      await ports.pause(firstPauseMilliseconds * 2 ** (attempt - 1))
    }
  }
}

/** Calls end in any order; the position is where none before it is left. */
function openProgress(file: string, room: RoomPorts) {
  let position = readPosition(file)
  const ended = new Set<number>()
  let saving = Promise.resolve()
  return {
    position: () => position,
    done(sequence: number): Promise<void> {
      ended.add(sequence)
      while (ended.delete(position + 1)) position += 1
      const reached = position
      saving = saving.then(() => whenThereIsRoom(() => savePosition(file, reached), room))
      return saving
    },
  }
}
