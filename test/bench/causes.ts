import type { Anomaly } from '#domain/anomaly.ts'
import { rankCauses } from '#domain/incidents/rank-causes.ts'
import { type Downstream, findDownstream } from '#domain/incidents/relate-cells.ts'
import type { Edge } from '#domain/site.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import type { FaultKind } from '#simulators/feeds/faults/registry.ts'
import { scheduleOf } from '#simulators/feeds/faults/schedule.ts'
import { loadSite } from '#simulators/feeds/load-site.ts'
import { mix, uniform } from '#simulators/feeds/noise/hash.ts'
import { createWorld } from '#simulators/feeds/world/create-world.ts'
import { placeOf } from '#simulators/feeds/world/open-site.ts'
import { planFaults } from '#simulators/replay/laboratory/plan-faults.ts'
import { openLive } from '#simulators/replay/laboratory/play-live.ts'

const day = 86_400_000
const days = 14
const learningDays = 7
const everySeconds = 300
const beat = everySeconds * 1000
const start = Date.UTC(2026, 2, 2)
const kinds: readonly FaultKind[] = ['hub-failure', 'symbiogen-malfunction', 'over-extraction']
const perturbations = 40
/** Water takes from a quarter of what the site file says to four times as long; detectors are sure minutes apart. */
const lagFactor = 4
const missedShare = 0.3
const detectionJitterMilliseconds = 10 * 60_000

interface Cascade {
  readonly root: string
  readonly anomalies: readonly Anomaly[]
}

/**
 * `npm run bench -- causes [--seeds=N]`: how often the first of the ranked causes is the true one, on the laboratory's
 * cascades as they are with every way's lag perturbed, and with some cells missed besides, beside "the earliest anomalous cell with no anomalous parent".
 */
export function benchCauses(flags: readonly string[]) {
  const asked = flags.find((flag) => flag.startsWith('--seeds='))?.slice('--seeds='.length)
  const seeds = Number(asked ?? 4)
  const site = loadSite('basin')
  const downstream = findDownstream(site.edges)
  const cascades = Array.from({ length: seeds }, (_, index) => {
    process.stderr.write(`${index + 1} of ${seeds} worlds\n`)
    return playCascades(index + 1)
  }).flat()
  const perturbed = cascades.flatMap((cascade, index) =>
    Array.from({ length: perturbations }, (_, round) =>
      perturb(cascade, downstream, mix(index, round)),
    ),
  )
  const missed = perturbed.map((cascade, index) => missSome(cascade, mix(0x715, index)))
  const share = (all: readonly Cascade[], judge: (anomalies: readonly Anomaly[]) => unknown) =>
    round(all.filter(({ root, anomalies }) => judge(anomalies) === root).length / all.length)
  const ranked = (anomalies: readonly Anomaly[]) => rankCauses(anomalies, downstream)[0]?.cell
  const baseline = (anomalies: readonly Anomaly[]) => earliestOrphan(anomalies, site.edges)
  return Promise.resolve({
    cascades: cascades.length,
    ranked: share(cascades, ranked),
    baseline: share(cascades, baseline),
    perturbed: perturbed.length,
    rankedPerturbed: share(perturbed, ranked),
    baselinePerturbed: share(perturbed, baseline),
    rankedMissed: share(missed, ranked),
    baselineMissed: share(missed, baseline),
  })
}

/** Incidents over several cells that a labelled cascade explains, with its true root. */
function playCascades(seed: number): Cascade[] {
  const site = loadSite('basin')
  const to = start + days * day
  const faultsFrom = start + learningDays * day
  const places = new Map([[site.site, placeOf(site)]])
  const faults = planFaults(places, { from: start, to, faultsFrom, seed, ofEachKind: 4 }, kinds)
  const world = createWorld({
    ...{ sites: [site], seed, from: start, boot: `causes-${seed}` },
    ...{
      faults: scheduleOf(faults),
      sampleEverySeconds: everySeconds,
      frameEverySeconds: everySeconds,
    },
  })
  const live = openLive([site], start)
  for (let time = start + beat; time <= to; time += beat) {
    for (const frame of world.framesUntil(time)) live.hear(frame)
    live.pass(time)
  }
  const labels = world.labels()
  return live.end().incidents.flatMap(({ anomalies }) => {
    const cells = new Set(anomalies.map(({ cell }) => cell))
    const root = labels.find((label) => explains(label, anomalies))?.rootCell
    return cells.size >= 2 && root && cells.has(root) ? [{ root, anomalies }] : []
  })
}

function explains(label: FaultLabel, anomalies: readonly Anomaly[]): boolean {
  const its = anomalies.filter(
    ({ cell, onset, detectedAt }) =>
      label.expectedCells.includes(cell) && detectedAt >= label.onset && onset <= label.settledBy,
  )
  return its.length * 2 > anomalies.length
}

/** The same cascade where every way took another time, and every detector was sure sooner or later. */
function perturb({ root, anomalies }: Cascade, downstream: Downstream, seed: number): Cascade {
  const shifts = new Map<string, number>()
  const shiftOf = (cell: string) => {
    const known = shifts.get(cell)
    if (known !== undefined) return known
    const lag = (downstream.get(root)?.get(cell) ?? 0) * 1000
    const factor = lagFactor ** (2 * uniform(seed, shifts.size * 2) - 1)
    const sure = (2 * uniform(seed, shifts.size * 2 + 1) - 1) * detectionJitterMilliseconds
    const shift = lag * (factor - 1) + sure
    shifts.set(cell, shift)
    return shift
  }
  return {
    root,
    anomalies: anomalies.map((one) => ({ ...one, onset: one.onset + shiftOf(one.cell) })),
  }
}

/** Some cells on the way show nothing: their sensors are out, or what they show is below every threshold. */
function missSome({ root, anomalies }: Cascade, seed: number): Cascade {
  const others = [...new Set(anomalies.map(({ cell }) => cell))].filter((cell) => cell !== root)
  const missing = new Set(others.filter((_, index) => uniform(seed, index) < missedShare))
  return { root, anomalies: anomalies.filter(({ cell }) => !missing.has(cell)) }
}

function earliestOrphan(anomalies: readonly Anomaly[], edges: readonly Edge[]): string | undefined {
  const disturbed = new Set(anomalies.map(({ cell }) => cell))
  const children = new Set(edges.filter(({ from }) => disturbed.has(from)).map(({ to }) => to))
  const orphans = anomalies.filter(({ cell }) => !children.has(cell))
  return orphans.toSorted((a, b) => a.onset - b.onset)[0]?.cell
}

function round(share: number): number {
  return Math.round(share * 1_000) / 1_000
}
