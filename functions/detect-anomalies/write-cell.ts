import type { Bus } from '#bus/bus.ts'
import { type OutgoingEvent, publishEvents } from '#bus/publish-events.ts'
import { addAccounts, type CellAccount, emptyAccount } from '#domain/account.ts'
import type { Anomaly } from '#domain/anomaly.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell } from '#domain/cell-state.ts'
import { eventTypes } from '#domain/events.ts'
import type { HourSummary } from '#domain/hour-summary.ts'
import { renewInstructions } from '#domain/instruct-cell.ts'
import type { Cell } from '#domain/sensor.ts'
import { lastHeard } from '#domain/soundings.ts'
import { anomalyPuts } from '#store/anomalies.ts'
import { afterCommit, type CellHead, commitToJournal, saveCheckpoint } from '#store/cell-log.ts'
import { type Put, putAll } from '#store/items.ts'
import { latePut, pagePut } from '#store/pages.ts'
import { type QuarantineEntry, quarantinePuts } from '#store/quarantine.ts'
import { rollupPut } from '#store/rollups.ts'
import type { Store } from '#store/store.ts'

/** What one batch brings to one cell. */
export interface CellBatch {
  readonly inputs: readonly CellInput[]
  readonly positions: CellHead['positions']
  readonly account: CellAccount
  readonly quarantine: readonly QuarantineEntry[]
  /** Whether the writer has just taken the cell over, and does not know how old its journal is. */
  readonly isFirst: boolean
}

export interface Ports {
  readonly store: Store
  readonly bus: Bus
  now(): number
  /** Commits of a cell had expired before they were put away. */
  onLoss(cell: string, commits: number): void
}

export type WriteOutcome =
  | { readonly kind: 'committed'; readonly head: CellHead; readonly anomalies: number }
  | { readonly kind: 'overtaken' }

/** A fortnight's history in hourly frames checkpoints about daily; live cells every ten minutes. */
const meanCommitsPerCheckpoint = 60

/** Between half and one and a half times the mean, or cells that began together would all be put away at once. */
export function commitsUntilCheckpoint(cell: string): number {
  let hash = 0
  for (let at = 0; at < cell.length; at += 1) hash = (hash * 31 + cell.charCodeAt(at)) >>> 0
  return meanCommitsPerCheckpoint / 2 + (hash % meanCommitsPerCheckpoint)
}
const readingsPerCheckpoint = 6_000

/** Outputs first, each with a name made of what it says; then the commit; then what only makes reading quick. */
export async function writeCell(
  ports: Ports,
  cell: Cell,
  head: CellHead,
  batch: CellBatch,
): Promise<WriteOutcome> {
  const { store } = ports
  const puts: Put[] = batch.quarantine.flatMap((entry) => quarantinePuts(store, entry))
  const anomalies: Anomaly[] = []
  const hours: HourSummary[] = []
  let { state } = head
  let duplicates = 0
  const inputs =
    batch.inputs.length === 0
      ? []
      : [...renewInstructions(state.instructions, cell), ...batch.inputs]
  for (const input of inputs) {
    const step = advanceCell(state, input, cell)
    state = step.state
    duplicates += step.effects.duplicates
    anomalies.push(...step.effects.anomalies)
    hours.push(...step.hours)
    puts.push(...step.rollups.map((closed) => rollupPut(store, closed)))
    puts.push(...step.effects.pages.map((page) => pagePut(store, page.sensor, page.rows)))
    puts.push(
      ...step.effects.late.map((late) => latePut(store, late.sensor, late.row, late.sequence)),
    )
  }
  puts.push(...anomalies.flatMap((anomaly) => anomalyPuts(store, anomaly)))
  const added = addAccounts(batch.account, { ...emptyAccount, readingsDuplicate: duplicates })
  const commit = {
    inputs,
    positions: batch.positions,
    account: addAccounts(head.account, added),
  }
  await putAll(store, puts)
  await publishEvents(ports.bus, [
    // What a lesson lets pass is kept and told to nobody.
    ...anomalies.filter(({ expectedBy }) => !expectedBy).map(anomalyEvent),
    ...hours.map(hourEvent),
  ])
  if (!(await commitToJournal(store, cell, head.sequence + 1, commit))) return { kind: 'overtaken' }
  const next = await checkpointWhenDue(store, cell, afterCommit(head, commit, state), batch)
  return { kind: 'committed', head: next, anomalies: anomalies.length }
}

function anomalyEvent(anomaly: Anomaly): OutgoingEvent {
  const type = anomaly.state === 'detected' ? eventTypes.anomalyDetected : eventTypes.anomalyCleared
  return { source: 'hyphae.detectors', type, detail: anomaly }
}

function hourEvent(hour: HourSummary): OutgoingEvent {
  return { source: 'hyphae.detectors', type: eventTypes.hourSummarised, detail: hour }
}

/**
 * A tick means that the cell has fallen silent: its journal, which is kept for a day, must not be the only place
 * its last readings are. Where there are no sensors nobody ticks.
 */
async function checkpointWhenDue(
  store: Store,
  cell: Cell,
  head: CellHead,
  batch: CellBatch,
): Promise<CellHead> {
  const { commits, readings } = head.sinceCheckpoint
  const ticked = readings > 0 && batch.inputs.some((input) => isLongSilence(input, head))
  const isDue =
    ticked ||
    batch.isFirst ||
    cell.sensors.length === 0 ||
    commits >= commitsUntilCheckpoint(cell.cell) ||
    readings >= readingsPerCheckpoint
  return isDue ? saveCheckpoint(store, cell, head) : head
}

/** A cell that merely reports each minute is ticked, too; its journal grows on and needs no saving. */
const longSilenceMilliseconds = 5 * 60_000

function isLongSilence(input: CellInput, head: CellHead): boolean {
  if (input.kind !== 'tick') return false
  const sensors = Object.values(head.state.sensors)
  const heard = sensors.map((sensor) => lastHeard(sensor.soundings))
  // A recording is over when its last word is said.
  if (sensors.every((sensor) => !sensor.live)) return true
  return input.at - Math.max(0, ...heard) >= longSilenceMilliseconds
}
