import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import type { Site } from '#domain/site.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { startCloud } from '#simulators/cloud/start-cloud.ts'
import { scheduleOf } from '#simulators/feeds/faults/schedule.ts'
import { generateFrames } from '#simulators/feeds/generate-frames.ts'
import { loadSite } from '#simulators/feeds/load-site.ts'
import { exportLines } from '#simulators/replay/export/export-lines.ts'
import { noSink } from '#simulators/replay/export/open-sink.ts'
import { writeExport } from '#simulators/replay/export/write-export.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { publishTrace } from '#simulators/replay/play/publish-trace.ts'
import { openTraceWriter } from '#simulators/replay/trace/write-trace.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

const second = 1_000
const from = Date.UTC(2026, 2, 2, 9)
const habitat: Site = { ...loadSite('habitat'), cells: loadSite('habitat').cells.slice(0, 3) }

/** Two minutes of three cells, of which one sensor falls silent and comes back, and a gateway only falls silent. */
async function twoMinutes(): Promise<string> {
  const path = join(await temporaryFolder(), 'trace.ndjson')
  const silence = (cell: string, at: number, until: number) => ({
    ...({ kind: 'dropout', site: 'habitat', cell } as const),
    ...{ onset: from + at * second, end: from + until * second },
  })
  const writer = openTraceWriter(path, {
    ...({ hyphae: 'trace', schemaVersion: 1, generator: 'test' } as const),
    ...{ startAt: new Date(from).toISOString(), sites: [habitat] },
  })
  const frames = generateFrames({
    ...{ sites: [habitat], seed: 1, from, to: from + 120 * second, boot: 'two-minutes' },
    ...{ sampleEverySeconds: 2, frameEverySeconds: 2 },
    faults: scheduleOf([
      { ...silence('moss-gallery', 15, 60), sensor: 'humidity' },
      silence('tidewater-commons', 20, 600),
    ]),
  })
  for (const frame of frames) writer.write(frame)
  writer.close()
  return path
}

interface Way {
  readonly speed: number | null
  readonly batchSize?: number
  readonly windows?: boolean
}

/** What a cloud of its own comes to know of a trace that is played to it in some way. */
async function play(path: string, { speed, batchSize, windows = false }: Way) {
  const cloud = await startCloud({
    folder: await temporaryFolder(),
    server: await startServer(0),
    ...{ dashboard: null, simulation: false, schedules: false, windows },
    ...(batchSize ? { batchSize } : {}),
  })
  const api = openApi(cloud.origin)
  await api('applySite', { parameters: { site: 'habitat' }, body: habitat })
  const bus = openBus(cloud.bus)
  const idle = { onProgress: () => {}, onTruncated: () => {}, keepPace: async () => {} }
  const { readings } = await publishTrace({ path, bus, speed, run: null, ...idle })
  await cloud.drain()
  const wanted = { site: undefined, from: 0, to: 8e12, canonical: true }
  const known = await writeExport(exportLines(api, wanted), noSink.take, () => {})
  bus.client.destroy()
  await cloud.stop()
  return { readings, ...known }
}

describe('a trace of two minutes', () => {
  it('comes to the same hash at any speed and in batches of any size', async () => {
    const path = await twoMinutes()
    const known = await play(path, { speed: null })
    expect(known.rows).toBe(known.readings)
    expect(known.anomalies).toBeGreaterThan(5)
    expect(known.incidents).toBeGreaterThan(0)
    const ways: readonly Way[] = [
      { speed: 60, batchSize: 500 },
      { speed: 600, windows: true },
      { speed: null, batchSize: 1 },
      { speed: null, batchSize: 7 },
      { speed: null, batchSize: 100 },
    ]
    for (const way of ways) expect([way, await play(path, way)]).toEqual([way, known])
  })

  // It takes as long as it took.
  it.runIf(process.env['HYPHAE_REAL_TIME'])(
    'comes to the same hash at its own speed',
    { timeout: 200_000 },
    async () => {
      const path = await twoMinutes()
      expect(await play(path, { speed: 1 })).toEqual(await play(path, { speed: null }))
    },
  )
})
