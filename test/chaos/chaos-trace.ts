import type { ReportedFrame } from '#domain/frame.ts'
import type { Site } from '#domain/site.ts'
import type { FaultSpec } from '#simulators/feeds/faults/registry.ts'
import { scheduleOf } from '#simulators/feeds/faults/schedule.ts'
import { generateFrames } from '#simulators/feeds/generate-frames.ts'
import { loadSite } from '#simulators/feeds/load-site.ts'

export interface ChaosTrace {
  readonly sites: readonly Site[]
  /** In the order they are sent. */
  readonly frames: readonly ReportedFrame[]
  readonly readings: number
}

const second = 1_000
const minute = 60 * second
const from = Date.UTC(2026, 2, 2, 9)
const everySeconds = 10
/** Detectors say nothing before their first hour is over. */
const shortest = 90 * minute

/** A small trace has few sensors, so that it is long enough for detectors to learn. */
const small = ['hub-north', 'alder-bed']
const large = [...small, 'bramble-terrace', 'clover-steps', 'moss-gallery', 'weavers-court']

/** Both feeds with every kind of trouble that is told: surprises, a stuck probe, sensors and a gateway falling silent. */
export function chaosTrace(readings: number, seed: number): ChaosTrace {
  const cells = readings < 30_000 ? small : large
  const sites = [siteOf('basin', cells), siteOf('habitat', cells)].filter(
    (site) => site.cells.length > 0,
  )
  const perStep = cells.length * 6
  const span = Math.max(shortest, Math.ceil(readings / perStep) * everySeconds * second * 2)
  const options = {
    sites,
    seed,
    from,
    to: from + span,
    boot: `chaos-${seed}`,
    sampleEverySeconds: everySeconds,
    frameEverySeconds: everySeconds,
  }
  const expected = (readings / sensorsOf({ ...options, to: from + minute })) * minute
  const frames = take(
    generateFrames({ ...options, faults: scheduleOf(troubles(from, expected)) }),
    readings,
  )
  return { sites, frames, readings: count(frames) }
}

/** What one minute brings. */
function sensorsOf(options: Omit<Parameters<typeof generateFrames>[0], 'faults'>): number {
  return count([...generateFrames({ ...options, faults: () => [] })])
}

/** At shares of the time there is, the sudden ones after detectors have learned. */
function troubles(start: number, span: number): FaultSpec[] {
  const at = (share: number, lasts: number) => {
    const onset = start + Math.floor((share * span) / second) * second
    return { site: 'basin', onset, end: onset + lasts }
  }
  const probe = { cell: 'alder-bed', sensor: 'nitrate' }
  return [
    { kind: 'dropout', cell: 'alder-bed', sensor: 'ph', ...at(0.1, 47 * second) },
    { kind: 'dropout', cell: 'hub-north', ...at(0.25, 4 * minute) },
    { kind: 'dropout', cell: 'alder-bed', sensor: 'soil-moisture', ...at(0.4, 11 * minute) },
    { kind: 'stuck', ...probe, ...at(0.45, 0.3 * span) },
    {
      kind: 'hub-failure',
      cell: 'hub-north',
      depth: 0.9,
      rampSeconds: 45,
      ...at(0.75, 6 * minute),
    },
    { kind: 'spike', cell: 'alder-bed', sensor: 'dissolved-oxygen', size: 5, ...at(0.85, minute) },
    { kind: 'dropout', cell: 'alder-bed', ...at(0.93, 2 * minute) },
  ]
}

/** A site with some of its cells, the ways between them and the meters on those. */
function siteOf(name: string, cells: readonly string[]): Site {
  const site = loadSite(name)
  const kept = (cell: string) => cells.includes(cell)
  return {
    ...site,
    cells: site.cells
      .filter(({ cell }) => kept(cell))
      .map((cell) =>
        cell.sensors
          ? {
              ...cell,
              sensors: cell.sensors.filter(
                (entry) => typeof entry === 'string' || !entry.edgeTo || kept(entry.edgeTo),
              ),
            }
          : cell,
      ),
    edges: site.edges.filter(({ from: start, to }) => kept(start) && kept(to)),
  }
}

function take(frames: Iterable<ReportedFrame>, readings: number): ReportedFrame[] {
  const taken: ReportedFrame[] = []
  let sum = 0
  for (const frame of frames) {
    if (sum >= readings) break
    taken.push(frame)
    sum += frame.readings.length
  }
  return taken
}

function count(frames: readonly ReportedFrame[]): number {
  return frames.reduce((sum, frame) => sum + frame.readings.length, 0)
}
