import type { Site } from '#domain/site.ts'
import { framesOf } from '#simulators/feeds/generate-frames.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'

const sensors = 1_000
const simulatedSeconds = 600

/** A thousand sensors of the habitat, each once a second, on one core. */
export async function benchSimulate() {
  const options = {
    sites: [habitatOf(sensors / 10)],
    seed: 1,
    from: Date.UTC(2026, 2, 2, 6),
    to: Date.UTC(2026, 2, 2, 6) + simulatedSeconds * 1000,
    boot: 'bench',
    faults: () => [],
    sampleEverySeconds: 1,
    frameEverySeconds: 1,
  }
  const startedAt = performance.now()
  let readings = 0
  for (const frame of framesOf(createWorld(options), options)) readings += frame.readings.length
  const seconds = (performance.now() - startedAt) / 1000
  return {
    readingsPerSecond: Math.round(readings / seconds),
    timesRealTime: Math.round(simulatedSeconds / seconds),
  }
}

function habitatOf(cells: number): Site {
  return {
    schemaVersion: 1,
    site: 'bench',
    name: 'Bench',
    timeZone: 'UTC',
    metrics: {},
    cells: Array.from({ length: cells }, (_, index) => ({
      cell: `cell-${index}`,
      name: `Cell ${index}`,
      role: 'habitat',
      feed: 'ecocell',
    })),
    edges: [],
    responses: [],
  }
}
