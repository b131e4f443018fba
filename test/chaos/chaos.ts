import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutgoingEvent } from '#bus/publish-events.ts'
import { gatewaysOf } from '#simulators/feeds/publish-frames.ts'
import { chaosTrace } from './chaos-trace.ts'
import { exportHome, firstDifferences } from './compare-exports.ts'
import { disturb } from './disturb.ts'
import { liveThrough, type Ordeal } from './live-through.ts'
import { bundleSome, packCalls } from './pack-calls.ts'
import { openRandom } from './random.ts'
import { type Arriving, lastWords, timelineOf } from './timeline.ts'

export interface ChaosOrder {
  readonly kills: number
  readonly readings: number
  readonly seed: number
  say(what: string): void
}

const failedShare = 0.1
const fullDiskShare = 0.02
const largestBatch = 500
const shownDifferences = 5

/** The same trace twice, once with everything going wrong: afterwards both must know the same. */
export async function runChaos({ kills, readings, seed, say }: ChaosOrder) {
  const startedAt = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'hyphae-chaos-'))
  try {
    const trace = chaosTrace(readings, seed)
    const timeline = timelineOf(trace.frames)
    const last = lastWords(trace.frames)
    const { timeline: torn, ...disturbance } = disturb(timeline, openRandom(seed))
    const common = { sites: trace.sites, say }
    say(`${trace.readings} readings in ${trace.frames.length} frames, undisturbed`)
    const undisturbed = await surviveAndExport(folder, 'undisturbed', {
      ...common,
      calls: packCalls(eventsOf(timeline, last)),
      kills: 0,
      failedShare: 0,
      fullDiskShare: 0,
      batchSizes: [largestBatch],
      random: openRandom(seed),
    })
    say(`the same with ${kills} kills`)
    const random = openRandom(seed + 1)
    const disturbed = await surviveAndExport(folder, 'disturbed', {
      ...common,
      calls: bundleSome(packCalls(eventsOf(torn, last)), gatewaysOf(trace.sites), random),
      kills,
      failedShare,
      fullDiskShare,
      batchSizes: [largestBatch, largestBatch, 120, 33],
      random,
    })
    return {
      same: undisturbed.export.sha256 === disturbed.export.sha256,
      kills,
      readings: trace.readings,
      ...disturbance,
      undisturbed,
      disturbed,
      differences: await firstDifferences(undisturbed.file, disturbed.file, shownDifferences),
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function surviveAndExport(folder: string, name: string, ordeal: Omit<Ordeal, 'folder'>) {
  const home = join(folder, name)
  const survived = await liveThrough({ ...ordeal, folder: home })
  const file = join(folder, `${name}.ndjson`)
  return { ...survived, export: await exportHome(home, file), file }
}

function eventsOf(timeline: readonly Arriving[], last: readonly OutgoingEvent[]): OutgoingEvent[] {
  return [...timeline.map(({ event }) => event), ...last]
}
