import type { Bus } from '#bus/bus.ts'
import { publishEvents } from '#bus/publish-events.ts'
import type { Anomaly } from '#domain/anomaly.ts'
import type { NeighbourGroup } from '#domain/detect/neighbours/group-neighbours.ts'
import { hearHours } from '#domain/detect/neighbours/hear-hours.ts'
import { eventTypes } from '#domain/events.ts'
import type { HourSummary } from '#domain/hour-summary.ts'
import { anomalyPuts } from '#store/anomalies.ts'
import { putAll } from '#store/items.ts'
import { loadNeighbours, type SavedNeighbours, saveNeighbours } from '#store/neighbours.ts'
import type { Store } from '#store/store.ts'
import type { FindGroups } from './find-groups.ts'
import { type HourRecord, readHour } from './read-hour.ts'

export interface Ports {
  readonly store: Store
  readonly bus: Bus
}

/** Groups as last written; dropped whenever somebody else may have written. */
export type Memory = Map<string, SavedNeighbours>

export function emptyMemory(): Memory {
  return new Map()
}

const rememberedGroups = 500
const attemptsWhenOvertaken = 3

export interface CompareResult {
  readonly batchItemFailures: ReadonlyArray<{ readonly itemIdentifier: string }>
  readonly anomalies: number
  readonly faults: readonly unknown[]
}

export async function compareNeighbours(
  records: readonly HourRecord[],
  ports: Ports,
  memory: Memory,
  findGroups: FindGroups,
): Promise<CompareResult> {
  const heard = records.map((record) => ({ record, summary: readHour(record) }))
  const failures: string[] = []
  const faults: unknown[] = []
  let anomalies = 0
  for (const [site, own] of Map.groupBy(heard, ({ summary }) => summary.site)) {
    try {
      const summaries = own.map(({ summary }) => summary)
      for (const group of await findGroups(site))
        anomalies += await compareGroup(group, summaries, ports, memory)
    } catch (fault) {
      failures.push(own[0]?.record.kinesis.sequenceNumber ?? '')
      faults.push(fault)
    }
  }
  forgetOldest(memory)
  return {
    batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })),
    anomalies,
    faults,
  }
}

async function compareGroup(
  group: NeighbourGroup,
  all: readonly HourSummary[],
  ports: Ports,
  memory: Memory,
): Promise<number> {
  const names = new Set(group.cells.map(({ cell }) => cell))
  const summaries = all.filter(({ cell }) => names.has(cell))
  if (summaries.length === 0) return 0
  const key = `${group.site} ${group.name}`
  for (let attempt = 0; attempt < attemptsWhenOvertaken; attempt += 1) {
    const before = memory.get(key) ?? (await loadNeighbours(ports.store, group.site, group.name))
    memory.delete(key)
    const { state, anomalies } = hearHours(before.state, summaries, group.cells)
    const saved = { version: before.version + 1, state }
    if (state === before.state) {
      memory.set(key, before)
      return 0
    }
    await tell(anomalies, ports)
    if (!(await saveNeighbours(ports.store, group.site, group.name, saved))) continue
    memory.set(key, saved)
    return anomalies.length
  }
  throw new Error(
    `Neighbours ${group.name} of site ${group.site} were written by somebody else ${attemptsWhenOvertaken} times in a row; the batch is retried.`,
  )
}

/** Before the commit, by names made of what they say: a crash in between tells the same again. */
async function tell(anomalies: readonly Anomaly[], { store, bus }: Ports): Promise<void> {
  await putAll(
    store,
    anomalies.flatMap((anomaly) => anomalyPuts(store, anomaly)),
  )
  await publishEvents(
    bus,
    anomalies
      .filter(({ expectedBy }) => !expectedBy)
      .map((anomaly) => ({
        source: 'hyphae.detectors',
        type: anomaly.state === 'detected' ? eventTypes.anomalyDetected : eventTypes.anomalyCleared,
        detail: anomaly,
      })),
  )
}

function forgetOldest(memory: Memory): void {
  for (const key of memory.keys()) {
    if (memory.size <= rememberedGroups) return
    memory.delete(key)
  }
}
