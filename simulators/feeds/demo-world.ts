import type { ReportBatch } from '#domain/people/report-batch.ts'
import { windowMilliseconds, windowOf } from '#domain/people/self-report.ts'
import { demoFaults } from './demo-faults.ts'
import { cellsWithApplication, participants } from './demo-people.ts'
import { framesOf } from './generate-frames.ts'
import { loadSite, siteNames } from './load-site.ts'
import type { FramePublisher } from './publish-frames.ts'
import { createWorld, type World } from './world/create-world.ts'

const seed = 20_261
const dayMilliseconds = 86_400_000
const historyDays = 14
const liveFrameSeconds = 10

/** What `npm start` plays. */
export const demoSites = siteNames.map((name) => loadSite(name))

/** A fortnight at five minutes, in hourly frames, through the same bus as everything else. */
export async function publishHistory(
  publisher: FramePublisher,
  to: number,
  signal: AbortSignal,
  onProgress: (share: number) => Promise<void>,
): Promise<void> {
  const from = to - historyDays * dayMilliseconds
  const options = {
    sites: demoSites,
    seed,
    from,
    to,
    boot: `history-${from.toString(36)}`,
    run: 'history',
    faults: demoFaults(to),
    sampleEverySeconds: 300,
    frameEverySeconds: 3_600,
  }
  for (const frame of framesOf(createWorld(options), options)) {
    if (signal.aborted) return
    await publisher.publish(frame)
    await onProgress((frame.sentAt - from) / (to - from))
  }
  await publisher.flush()
}

export interface LiveWorld extends Pick<World, 'inject' | 'labels'> {
  /** Publishes what fell due until now. */
  step(now: number): Promise<void>
}

/** Whoever has an application of their own, by pseudonym. */
export const demoParticipants = participants(seed)

/** Since when they agree: a window that closes at the moment a world begins is that world's to tell. */
export function agreedFrom(from: number): number {
  return windowOf(from - 1)
}

/** Gateways send within two seconds of what they measured. */
const sendingMilliseconds = 2_000

/**
 * When a window of people will have been told of next, seen from a moment. Whoever catches up stops there until all
 * is handled: detectors do not wait long for a mean, and would do without those of hours that came at once.
 */
export function nextTelling(from: number): number {
  return windowOf(from - sendingMilliseconds) + windowMilliseconds + sendingMilliseconds
}

/** How what people say by themselves is sent. */
type PublishReports = (batches: readonly ReportBatch[]) => Promise<void>

/** The world from `from` on, as its gateways and the applications of its people would send it. */
export function openLiveWorld(
  publisher: FramePublisher,
  publishReports: PublishReports,
  from: number,
  startedAt: number,
): LiveWorld {
  const world = createWorld({
    sites: demoSites,
    seed,
    from,
    boot: `live-${from.toString(36)}`,
    faults: demoFaults(startedAt),
    frameEverySeconds: liveFrameSeconds,
    peopleApart: cellsWithApplication,
  })
  const { inject, labels } = world
  return {
    inject,
    labels,
    async step(now) {
      for (const frame of world.framesUntil(now)) await publisher.publish(frame)
      await publisher.flush()
      await publishReports(world.reportsUntil(now))
    },
  }
}
