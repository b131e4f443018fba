import type { Anomaly } from '#domain/anomaly.ts'
import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import { emptyPage, rowsOf } from '#domain/chart-page.ts'
import { groupNeighbours } from '#domain/detect/neighbours/group-neighbours.ts'
import { hearHours, noNeighbourState } from '#domain/detect/neighbours/hear-hours.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import type { HourSummary } from '#domain/hour-summary.ts'
import { type AnomalyGroup, groupAnomalies } from '#domain/incidents/group-anomalies.ts'
import { findDownstream } from '#domain/incidents/relate-cells.ts'
import { laterState } from '#domain/incidents/track-site.ts'
import type { Row } from '#domain/reading.ts'
import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import type { Severity } from '#domain/severity.ts'
import type { Site } from '#domain/site.ts'
import { judgeFrame, sensorsByName } from '#functions/detect-anomalies/judge-frame.ts'
import { CliError } from '#simulators/replay/cli-error.ts'

/** Something that was told, when, and how urgently. */
export interface Told {
  readonly anomaly: Anomaly
  readonly at: number
  readonly severity: Severity
}

export interface Lived {
  readonly readings: number
  readonly told: readonly Told[]
  readonly incidents: readonly AnomalyGroup[]
}

/** A frame as it is read or generated; what its readings are is judged. */
type HeardFrame = Omit<ReportedFrame, 'readings'> & { readonly readings: readonly unknown[] }

export interface LiveWorld {
  readonly sites: readonly Site[]
  readonly cells: ReadonlyMap<string, Cell>
  hear(frame: HeardFrame): void
  /** It is now so late: by whoever plays, for a gateway's clock may be wrong. */
  pass(now: number): void
  end(): Lived
}

/** The pipeline's own schedule looks for silence each minute; where readings come seldom, seldom is enough. */
const tickMilliseconds = 60_000

/** What somebody listens to beside what is told. */
interface Hearing {
  /** The score that a reading was given, and its time. */
  readonly score?: (score: number, at: number) => void
  /** A sensor's readings in their order with what was made of them, some at a time. */
  readonly rows?: (sensor: Sensor, rows: readonly Row[]) => void
}

/** What the pipeline says of frames as they arrive, with its ticks, by the code that runs behind the stream. */
export function openLive(sites: readonly Site[], from: number, hearing: Hearing = {}): LiveWorld {
  const cells = new Map<string, Cell>(
    sites.flatMap(cellsOf).map((cell) => [`${cell.site} ${cell.cell}`, cell]),
  )
  const states = new Map<string, CellState>([...cells.keys()].map((name) => [name, newCellState]))
  const sensors = new Map([...cells].map(([name, cell]) => [name, sensorsByName(cell)] as const))
  const told: Told[] = []
  const compare = openNeighbours([...cells.values()])
  let readings = 0
  let tickAt = from + tickMilliseconds
  const advance = (name: string, input: Parameters<typeof advanceCell>[1]) => {
    const [cell, state] = [cells.get(name), states.get(name)]
    if (!cell || !state) return
    const step = advanceCell(state, input, cell)
    states.set(name, step.state)
    hearNewScores(state, step.state, hearing)
    for (const { sensor, rows } of step.effects.pages) hearing.rows?.(sensor, rows)
    told.push(...step.effects.anomalies.map(toTold), ...step.hours.flatMap(compare).map(toTold))
  }
  return {
    sites,
    cells,
    hear: (frame) => {
      const name = `${frame.site} ${frame.cell}`
      const known = sensors.get(name)
      if (!known) return
      const { run: _, boot = '0', ...rest } = frame
      const { input } = judgeFrame({ ...rest, boot, readings: [...rest.readings] }, known)
      readings += input.readings.length
      advance(name, input)
    },
    pass: (now) => {
      for (; tickAt <= now; tickAt += tickMilliseconds)
        for (const name of cells.keys()) advance(name, { kind: 'tick', at: tickAt })
    },
    end: () => {
      for (const [name, cell] of cells) hearOpenPages(cell, states.get(name), hearing)
      return { readings, told, incidents: sites.flatMap((site) => incidentsOf(site, told)) }
    },
  }
}

function hearOpenPages({ sensors }: Cell, state: CellState | undefined, { rows }: Hearing): void {
  for (const sensor of sensors)
    rows?.(sensor, rowsOf(state?.sensors[sensor.sensor]?.page ?? emptyPage))
}

/** Of each sensor that has a newer reading now. */
function hearNewScores(before: CellState, after: CellState, { score }: Hearing): void {
  if (!score) return
  for (const [sensor, { latest }] of Object.entries(after.sensors))
    if (latest !== null && latest.score !== null && latest !== before.sensors[sensor]?.latest)
      score(latest.score, latest.at)
}

/** Every summary goes to the group of its cell, as compare-neighbours sends it there. */
function openNeighbours(cells: readonly Cell[]): (summary: HourSummary) => readonly Anomaly[] {
  const sites = Map.groupBy(cells, ({ site }) => site).values()
  const groups = sites.flatMap(groupNeighbours).map((group) => ({ group, state: noNeighbourState }))
  const byCell = new Map(
    groups
      .toArray()
      .flatMap((own) => own.group.cells.map(({ site, cell }) => [`${site} ${cell}`, own])),
  )
  return (summary) => {
    const own = byCell.get(`${summary.site} ${summary.cell}`)
    if (!own) return []
    const step = hearHours(own.state, [summary], own.group.cells)
    own.state = step.state
    return step.anomalies
  }
}

function toTold(anomaly: Anomaly): Told {
  const { detectedAt, severity, worsened } = anomaly
  const at = anomaly.state === 'cleared' ? anomaly.clearedAt : (worsened?.at ?? detectedAt)
  return { anomaly, at, severity }
}

function cellsOf(site: Site): readonly Cell[] {
  const resolved = resolveSite(site)
  if (resolved.kind === 'resolved') return resolved.cells
  throw new CliError(resolved.problems.map(({ message }) => message).join('\n'), 2)
}

function incidentsOf(site: Site, told: readonly Told[]): readonly AnomalyGroup[] {
  const latest = new Map<string, Anomaly>()
  for (const { anomaly } of told)
    if (anomaly.site === site.site)
      latest.set(anomaly.id, laterState(latest.get(anomaly.id), anomaly))
  const gateways = new Map(
    site.cells.flatMap(({ cell, gateway }) => (gateway ? [[cell, gateway] as const] : [])),
  )
  const facts = { downstream: findDownstream(site.edges), gateways, actedOn: new Map() }
  return groupAnomalies([...latest.values()], facts)
}
