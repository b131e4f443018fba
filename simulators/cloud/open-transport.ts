import { join } from 'node:path'
import type { BusEvent } from '#domain/events.ts'
import { type FunctionName, rules } from '#wiring'
import { openAcceptedFrames } from './accepted-frames.ts'
import { createRouter, type Router } from './bus/route-events.ts'
import { type FailureBucket, openFailureBucket } from './failure-bucket.ts'
import { naming, refuseLostCalls, refuseLostRecords } from './home/check-stream.ts'
import { openStoreMark } from './home/store-mark.ts'
import { type LaterCalls, openLaterCalls } from './later-calls.ts'
import { pause } from './pause.ts'
import { openStreamLog, type StreamLog } from './stream/stream-log.ts'

/** Everything between a publisher and the functions, on disk. */
export interface Transport {
  readonly log: StreamLog
  readonly failures: FailureBucket
  readonly later: LaterCalls
  readonly route: Router
  /** What was taken in and what was given up, in frames and in readings. */
  transit(): unknown
  saveAccount(): Promise<void>
}

export async function openTransport(
  folder: string,
  invoke: (name: FunctionName, event: BusEvent) => Promise<void>,
): Promise<Transport> {
  const mark = await openStoreMark(folder)
  const { log, accepted, failures } = await openFiles(folder)
  const later = await openLaterCalls({
    folder: join(folder, 'calls'),
    now: Date.now,
    pause,
    invoke,
    keepFailed: (name, event, reason) =>
      failures.keep(name, event.id, [JSON.stringify(event)], reason),
  })
  const route = createRouter(rules, {
    async putRecords(records) {
      const last = await log.append(
        records.map(({ partitionKey, text }) => ({ partitionKey, event: text })),
      )
      accepted.add(
        records.map(({ event }) => event),
        last,
      )
    },
    callLater: (calls) => later.accept(calls),
  })
  return {
    log,
    failures,
    later,
    route,
    transit() {
      const [taken, failed, again] = [accepted.count(), failures.count(), failures.countRedriven()]
      // What was sent again came in twice, and is one and the same.
      return {
        frames: { accepted: taken.frames - again.frames, failed: failed.frames },
        readings: { accepted: taken.readings - again.readings, failed: failed.readings },
      }
    },
    async saveAccount() {
      await accepted.save()
      await mark.save()
    },
  }
}

/** What is damaged is named before anybody reads on from it. */
async function openFiles(folder: string) {
  const at = (name: string) => join(folder, name)
  const log = await naming(at('stream'), () => openStreamLog(at('stream'), Date.now))
  const accepted = await naming(at('accepted.json'), () =>
    openAcceptedFrames(at('accepted.json'), log),
  )
  await refuseLostRecords(folder, log)
  await refuseLostCalls(at('calls'))
  const failures = await naming(at('failures'), () => openFailureBucket(at('failures')))
  return { log, accepted, failures }
}
