import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { openBus } from '#bus/bus.ts'
import { emptyAccount } from '#domain/account.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, newCellState } from '#domain/cell-state.ts'
import { resolveSite } from '#domain/resolve-site.ts'
import type { Cell } from '#domain/sensor.ts'
import { writeCell } from '#functions/detect-anomalies/write-cell.ts'
import { functionSettings, tableNames } from '#simulators/cloud/environment.ts'
import { createTables } from '#simulators/cloud/store/create-tables.ts'
import { startStore } from '#simulators/cloud/store/start-store.ts'
import { spentSince, spentSoFar } from '#store/capacity.ts'
import { newHead } from '#store/cell-log.ts'
import { keyItem, putItem } from '#store/items.ts'
import { openStore, type Store } from '#store/store.ts'
import { prices } from './cost/prices.ts'
import { benchSite } from './load/bench-site.ts'
import { signalAt } from './load/signal.ts'

const cells = 25
const sensorsPerCell = 8
const seconds = 120
/** A head of each sensor, saved as often as a state may be lost. */
const headEverySeconds = 5
const start = Date.UTC(2026, 2, 2)

/** The store's traffic for the same readings: a journal for each cell, against a head for each sensor. */
export async function benchJournal() {
  const folder = await mkdtemp(join(tmpdir(), 'hyphae-bench-'))
  const running = await startStore(folder)
  Object.assign(process.env, functionSettings(running.endpoint, 'http://127.0.0.1:9'))
  await createTables(running.endpoint, Object.values(tableNames))
  const store = openStore({ telemetryTable: tableNames.telemetry, opsTable: tableNames.ops })
  try {
    return {
      journal: await measure(() => writeJournals(store)),
      heads: await measure(() => writeHeads(store)),
      readings: cells * sensorsPerCell * seconds,
    }
  } finally {
    store.client.destroy()
    await running.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(work: () => Promise<void>) {
  const [before, cpu, startedAt] = [spentSoFar(), process.cpuUsage(), performance.now()]
  await work()
  const { calls, writeUnits } = spentSince(before)
  const { user, system } = process.cpuUsage(cpu)
  const readings = cells * sensorsPerCell * seconds
  return {
    dollarsPerMillion:
      Math.round(((writeUnits * prices.storePerWriteUnit) / readings) * 1e10) / 1e4,
    callsPerThousandReadings: Math.round((calls / readings) * 1e3),
    cpuSecondsPerMillion: Math.round((user + system) / readings),
    readingsPerSecond: Math.round(readings / ((performance.now() - startedAt) / 1000)),
  }
}

function benchCells(): readonly Cell[] {
  const resolved = resolveSite(benchSite(cells, sensorsPerCell))
  if (resolved.kind === 'refused') throw new Error('The site of the bench is refused.')
  return resolved.cells
}

function inputAt(cell: Cell, index: number, second: number): CellInput {
  const at = start + second * 1000
  const readings = cell.sensors.map(({ sensor }, place) => ({
    sensor,
    sequence: second,
    at,
    value: signalAt(index, place, at),
  }))
  return { kind: 'frame', frame: `f${second}`, boot: 'b', sentAt: at, live: true, readings }
}

async function writeJournals(store: Store): Promise<void> {
  const ports = { store, bus: openBus('none'), now: Date.now, onLoss: () => {} }
  const heads = benchCells().map((cell) => ({ cell, head: newHead }))
  for (let second = 0; second < seconds; second += 1)
    await Promise.all(
      heads.map(async (entry, index) => {
        const outcome = await writeCell(ports, entry.cell, entry.head, {
          inputs: [inputAt(entry.cell, index, second)],
          positions: { shard: String(second) },
          account: emptyAccount,
          quarantine: [],
          isFirst: false,
        })
        if (outcome.kind === 'committed') entry.head = outcome.head
      }),
    )
}

async function writeHeads(store: Store): Promise<void> {
  const states = benchCells().map((cell) => ({ cell, state: newCellState }))
  for (let second = 0; second < seconds; second += 1)
    await Promise.all(
      states.map(async (entry, index) => {
        const input = inputAt(entry.cell, index, second)
        entry.state = advanceCell(entry.state, input, entry.cell).state
        if (second % headEverySeconds === 0) await saveHeads(store, entry, second)
      }),
    )
}

async function saveHeads(
  store: Store,
  { cell, state }: { readonly cell: Cell; readonly state: typeof newCellState },
  second: number,
): Promise<void> {
  const puts = cell.sensors.map((sensor) => {
    const data = deflateRawSync(JSON.stringify(state.sensors[sensor.sensor]), { level: 1 })
    const item = { ...keyItem({ pk: `HEAD#${sensor.key}`, sk: 'STATE' }), data: { B: data } }
    return putItem(
      store,
      { table: store.telemetryTable, item: { ...item, sequence: { N: String(second) } } },
      {
        expression: 'attribute_not_exists(pk) OR #s < :sequence',
        values: { ':sequence': { N: String(second) } },
        names: { '#s': 'sequence' },
      },
    )
  })
  await Promise.all(puts)
}
