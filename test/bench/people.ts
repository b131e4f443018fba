import type { Anomaly } from '#domain/anomaly.ts'
import type { CellRow } from '#domain/detect/cell-detector.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import type { Cell } from '#domain/sensor.ts'
import { type CellWatches, watchCell } from '#domain/watch-cell.ts'
import type { FaultSpec } from '#simulators/feeds/faults/registry.ts'
import { scheduleOf } from '#simulators/feeds/faults/schedule.ts'
import { framesOf } from '#simulators/feeds/generate-frames.ts'
import { loadSite } from '#simulators/feeds/load-site.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import type { Month } from './people/month.ts'
import { faultyMonth, ordinaryMonth } from './people/months.ts'
import { tallyMonths } from './people/tally-months.ts'

const dayMilliseconds = 86_400_000
const days = 30
const seedsByDefault = 10

/** `npm run bench -- people [--seeds=N]`: recall and false alarms of what watches people, over months of 12 cells. */
export function benchPeople(flags: readonly string[]) {
  const asked = flags.find((flag) => flag.startsWith('--seeds='))?.slice('--seeds='.length)
  const seeds = Number(asked ?? seedsByDefault)
  const faulty: Month[] = []
  const clean: Month[] = []
  const ordinary: Month[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    faulty.push(playMonth(seed, faultyMonth(seed, startOf(seed))))
    clean.push(playMonth(1_000 + seed, []))
    ordinary.push(playMonth(2_000 + seed, ordinaryMonth(seed, startOf(seed))))
    process.stderr.write(`${seed} of ${seeds} seeds\n`)
  }
  return Promise.resolve(tallyMonths({ faulty, clean, ordinary }))
}

/** Months of all seasons. */
function startOf(seed: number): number {
  return Date.UTC(2026, (2 + seed) % 12, 2)
}

function playMonth(seed: number, faults: readonly FaultSpec[]): Month {
  const site = loadSite('habitat')
  const from = startOf(seed % 1_000)
  const options = {
    ...{ sites: [site], seed, boot: 'b', from, to: from + days * dayMilliseconds },
    ...{ sampleEverySeconds: 300, frameEverySeconds: 300, faults: scheduleOf(faults) },
  }
  const world = createWorld(options)
  const cells = new Map(placeOf(site).cells.map((cell) => [cell.cell, cell]))
  const watches = new Map<string, CellWatches>()
  const anomalies: Anomaly[] = []
  const shown = new Set<string>()
  for (const frame of framesOf(world, options)) {
    const cell = cells.get(frame.cell)
    if (!cell) continue
    if (frame.readings.some(({ people }) => people !== undefined)) shown.add(frame.cell)
    watches.set(frame.cell, watchRows(watches.get(frame.cell) ?? {}, frame, cell, anomalies))
  }
  return { labels: world.labels(), anomalies, shown }
}

function watchRows(
  before: CellWatches,
  { readings, frame }: ReportedFrame,
  cell: Cell,
  anomalies: Anomaly[],
): CellWatches {
  const values = new Map<number, Record<string, number>>()
  for (const { at, sensor, value } of readings) {
    const row = values.get(at) ?? {}
    row[sensor] = value
    values.set(at, row)
  }
  const rows: CellRow[] = [...values].map(([at, row]) => ({ at, values: row, frame }))
  return watchCell(before, rows, cell, {
    anomalies,
    pages: [],
    late: [],
    settled: [],
    duplicates: 0,
  })
}
