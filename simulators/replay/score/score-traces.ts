import { existsSync, globSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { Row } from '#domain/reading.ts'
import type { Sensor } from '#domain/sensor.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { CliError } from '#simulators/replay/cli-error.ts'
import { judgeLived } from '#simulators/replay/laboratory/judge-lived.ts'
import { type LiveWorld, openLive } from '#simulators/replay/laboratory/play-live.ts'
import { type Table, tabulate } from '#simulators/replay/laboratory/tabulate.ts'
import { readText } from '#simulators/replay/read-text.ts'
import { readTrace } from '#simulators/replay/trace/read-trace.ts'
import { labelsPathFor, TraceLabels } from '#simulators/replay/trace/trace-labels.ts'
import type { PlayedTrace } from './played-trace.ts'
import { round } from './tally.ts'
import { traceBaselines } from './trace-baselines.ts'
import { writeTraceResults } from './write-trace-results.ts'

const dayMilliseconds = 86_400_000

export interface TraceScoring {
  /** Only these, by their names within the folder. */
  readonly only?: ReadonlySet<string>
  readonly byFile: boolean
  /** Where each sensor's scores are written to. */
  readonly out?: string | undefined
}

/** Labelled traces through the code behind the stream: what was found of each kind, and what was false. */
export async function scoreTraces(
  data: string,
  { only, byFile, out }: TraceScoring,
  onTrace: (done: number) => void,
) {
  const played: PlayedTrace[] = []
  for (const path of tracesOf(data, only)) {
    played.push(await playTrace(path, nameIn(data, path), out))
    onTrace(played.length)
  }
  const table = tableOf(played)
  return {
    events: eventsOf(table),
    ...table,
    baselines: traceBaselines(played),
    ...(byFile && {
      byFile: played.map((one) => ({ file: one.name, ...eventsOf(tableOf([one])) })),
    }),
  }
}

function eventsOf(table: Table) {
  const real = table.classes.filter(({ ordinary }) => !ordinary)
  const injected = real.reduce((sum, one) => sum + one.injected, 0)
  const found = real.reduce((sum, one) => sum + one.found, 0)
  const delays = real.flatMap(({ medianDelayReadings }) => medianDelayReadings ?? [])
  return {
    recall: round(injected === 0 ? null : found / injected),
    falsePerSensorDay: round(table.falseIncidents / table.sensorDays),
    medianDelayReadings: delays.sort((a, b) => a - b)[delays.length >> 1] ?? null,
  }
}

function nameIn(data: string, path: string): string {
  return (relative(data, path) || basename(path)).replaceAll('\\', '/')
}

function tracesOf(data: string, only: ReadonlySet<string> | undefined): string[] {
  if (!existsSync(data))
    throw new CliError(`"${data}" is not there; name a trace, or a folder of traces.`, 2)
  const found = statSync(data).isDirectory()
    ? globSync('**/*.ndjson{,.gz}', { cwd: data })
        .sort()
        .map((name) => join(data, name))
    : [data]
  const labelled = found.filter((path) => existsSync(labelsPathFor(path)))
  if (labelled.length === 0)
    throw new CliError(
      `No labelled trace is in "${data}"; day.ndjson needs day.labels.json beside it, as hyphae simulate writes it.`,
      2,
    )
  return only ? listedAmong(data, labelled, only) : labelled
}

function listedAmong(data: string, labelled: readonly string[], only: ReadonlySet<string>) {
  const names = new Set(labelled.map((path) => nameIn(data, path)))
  const unknown = [...only].filter((name) => !names.has(name))
  if (unknown.length > 0)
    throw new CliError(
      `"${data}" has no labelled trace "${unknown.join('", "')}"; take it off the list, or put its labels beside it.`,
      2,
    )
  if (only.size === 0) throw new CliError('The list names no trace; check --files.', 2)
  return labelled.filter((path) => only.has(nameIn(data, path)))
}

async function playTrace(
  path: string,
  name: string,
  out: string | undefined,
): Promise<PlayedTrace> {
  const labels = readLabels(labelsPathFor(path))
  const rows = new Map<string, Row[]>()
  const hearing = out === undefined ? {} : { rows: keepIn(rows) }
  let live: LiveWorld | undefined
  let [from, to] = [0, 0]
  // By the second latest clock of all cells: one of them may be wrong.
  const clocks = new Map<string, number>()
  for await (const item of readTrace(path)) {
    if (item.kind === 'header') {
      from = Date.parse(item.header.startAt)
      live = openLive(item.header.sites, from, hearing)
    }
    if (item.kind !== 'frame') continue
    if (!live) throw new CliError(`"${path}" has no header; its sites are not known.`, 2)
    clocks.set(`${item.frame.site} ${item.frame.cell}`, item.frame.sentAt)
    const [latest = from, second = latest] = [...clocks.values()].sort((a, b) => b - a)
    to = Math.max(to, second)
    live.hear(item.frame)
    live.pass(to)
  }
  if (!live) throw new CliError(`"${path}" is empty; simulate or record one.`, 2)
  const lived = live.end()
  if (out !== undefined) writeTraceResults(out, { name, rows, told: lived.told, labels })
  const judged = judgeLived(lived, labels, from)
  return { name, judged, labels, cells: [...live.cells.values()], from, to }
}

function keepIn(rows: Map<string, Row[]>) {
  return ({ key }: Sensor, more: readonly Row[]) => {
    const own = rows.get(key) ?? []
    own.push(...more)
    if (own.length > 0) rows.set(key, own)
  }
}

function readLabels(path: string): readonly FaultLabel[] {
  try {
    return TraceLabels.parse(JSON.parse(readText(path, 'file of labels'))).labels
  } catch (cause) {
    if (cause instanceof CliError) throw cause
    throw new CliError(`"${path}" is no file of labels; see docs/trace-format.md.`, 2, { cause })
  }
}

function tableOf(played: readonly PlayedTrace[]): Table {
  const sensorDays = played.reduce((sum, { cells, from, to }) => {
    const sensors = cells.reduce((count, cell) => count + cell.sensors.length, 0)
    return sum + (sensors * (to - from)) / dayMilliseconds
  }, 0)
  const intervals = played
    .flatMap(({ cells }) => cells.flatMap(({ sensors }) => sensors))
    .map(({ expectedIntervalSeconds }) => expectedIntervalSeconds)
    .sort((a, b) => a - b)
  return tabulate(
    played.map(({ judged }) => judged),
    Math.round(sensorDays * 100) / 100,
    intervals[intervals.length >> 1] ?? 60,
  )
}
