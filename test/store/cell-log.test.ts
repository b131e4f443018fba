import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyAccount } from '#domain/account.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell } from '#domain/cell-state.ts'
import type { Cell } from '#domain/sensor.ts'
import {
  afterCommit,
  type CellHead,
  commitToJournal,
  followHead,
  loadHead,
  newHead,
  saveCheckpoint,
} from '#store/cell-log.ts'
import { deleteAll } from '#store/items.ts'
import { cellName, telemetryKeys } from '#store/keys.ts'
import { frameInputs } from '#test/support/cell-inputs.ts'
import { gardenCell } from '#test/support/sites.ts'
import { startTestStore, type TestStore, tables } from '#test/support/test-store.ts'

let running: TestStore
let cell: Cell
let cells = 0
beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())
beforeEach(() => {
  cells += 1
  cell = { ...gardenCell('pump'), site: `garden-${cells}` }
})

/** What the writer of a cell does, batch by batch. */
async function write(head: CellHead, inputs: readonly CellInput[]): Promise<CellHead> {
  const commit = {
    inputs,
    positions: { shard: String(head.sequence + 1) },
    account: { ...emptyAccount, framesStored: head.account.framesStored + inputs.length },
  }
  const state = inputs.reduce((before, input) => advanceCell(before, input, cell).state, head.state)
  expect(await commitToJournal(running.store, cell, head.sequence + 1, commit)).toBe(true)
  return afterCommit(head, commit, state)
}
const inputs = frameInputs(40)

describe('the next owner of a cell', () => {
  it('begins anew where nobody was before', async () => {
    expect(await loadHead(running.store, cell)).toEqual(newHead)
  })

  it('knows all from the journal alone', async () => {
    let head = newHead
    for (const input of inputs) head = await write(head, [input])
    expect(await loadHead(running.store, cell)).toStrictEqual(head)
  })

  it('knows all from the checkpoint and what came after it, bit for bit', async () => {
    let head = await write(newHead, inputs.slice(0, 25))
    head = await saveCheckpoint(running.store, cell, head)
    head = await write(head, inputs.slice(25, 30))
    head = await write(head, inputs.slice(30))
    expect(await loadHead(running.store, cell)).toStrictEqual(head)
    expect(head.sinceCheckpoint.commits).toBe(2)
  })

  it('goes on as the former would have', async () => {
    const former = await write(newHead, inputs.slice(0, 20))
    await saveCheckpoint(running.store, cell, former)
    const next = await loadHead(running.store, cell)
    const [a, b] = [former, next].map(({ state }) =>
      inputs.slice(20).reduce((before, input) => advanceCell(before, input, cell).state, state),
    )
    expect(b).toStrictEqual(a)
  })
})

describe('two writers', () => {
  it('cannot both commit the same step', async () => {
    const commit = { inputs: [], positions: {}, account: emptyAccount }
    expect(await commitToJournal(running.store, cell, 1, commit)).toBe(true)
    expect(await commitToJournal(running.store, cell, 1, commit)).toBe(false)
  })

  it('leave the newer checkpoint', async () => {
    const older = await write(newHead, inputs.slice(0, 1))
    const newer = await write(older, inputs.slice(1, 2))
    await saveCheckpoint(running.store, cell, newer)
    await saveCheckpoint(running.store, cell, older)
    expect(await loadHead(running.store, cell)).toMatchObject({ sequence: 2 })
  })
})

describe('a reader that follows', () => {
  it('sees what its writer sees', async () => {
    const first = await write(newHead, inputs.slice(0, 10))
    const second = await write(first, inputs.slice(10))
    expect(await followHead(running.store, cell, first)).toStrictEqual(second)
    expect(await followHead(running.store, cell, second)).toBe(second)
  })

  it('begins with the checkpoint again when the journal has expired meanwhile', async () => {
    const first = await write(newHead, inputs.slice(0, 10))
    const second = await write(first, inputs.slice(10, 20))
    await saveCheckpoint(running.store, cell, second)
    const third = await write(second, inputs.slice(20))
    const name = cellName(cell.site, cell.cell)
    await deleteAll(running.store, tables.telemetryTable, [telemetryKeys.journal(name, 2)])
    expect((await followHead(running.store, cell, first)).state).toStrictEqual(third.state)
  })

  it('goes on where the journal has a gap, with the account whole, and says what is lost', async () => {
    const first = await write(newHead, inputs.slice(0, 10))
    const second = await write(first, inputs.slice(10))
    const name = cellName(cell.site, cell.cell)
    await deleteAll(running.store, tables.telemetryTable, [telemetryKeys.journal(name, 1)])
    const { sequence, positions, account, lost } = await loadHead(running.store, cell)
    expect({ sequence, positions, account }).toEqual({
      sequence: second.sequence,
      positions: second.positions,
      account: second.account,
    })
    expect(lost).toBe(1)
  })
})

it('a checkpoint of the largest cell there may be fits into an item', async () => {
  const [sensor] = cell.sensors
  if (!sensor) throw new Error('The cell has no sensor.')
  const names = Array.from(
    { length: 200 },
    (_, index) => `a-sensor-with-quite-a-long-name-${index}`,
  )
  const large: Cell = {
    ...cell,
    sensors: names.map((name) => ({ ...sensor, sensor: name, key: `g.c.${name}` })),
  }
  let state = newHead.state
  for (let step = 0; step < 59; step += 1) {
    const at = Date.UTC(2026, 2, 2) + step * 61_234
    const readings = names.map((name, index) => ({
      sensor: name,
      sequence: step,
      at: at + index,
      value: Math.sin(step * (index + 1)) * 40,
    }))
    state = advanceCell(
      state,
      { kind: 'frame', frame: `f${step}`, boot: 'b', sentAt: at + 1_000, live: true, readings },
      large,
    ).state
  }
  await saveCheckpoint(running.store, large, { ...newHead, sequence: 1, state })
  expect((await loadHead(running.store, large)).state).toStrictEqual(state)
})
