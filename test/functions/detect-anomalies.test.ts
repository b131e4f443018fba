import { inflateRawSync } from 'node:zlib'
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyAccount } from '#domain/account.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, newCellState } from '#domain/cell-state.ts'
import { encodeCellInputs } from '#domain/codec/cell-inputs.ts'
import { eventTypes } from '#domain/events.ts'
import { detectAnomalies } from '#functions/detect-anomalies/detect-anomalies.ts'
import type { StreamRecord } from '#functions/detect-anomalies/read-record.ts'
import { commitsUntilCheckpoint } from '#functions/detect-anomalies/write-cell.ts'
import { type CellHead, newHead } from '#store/cell-log.ts'
import {
  answerAll,
  commits,
  detect,
  findCell,
  fresh,
  items,
  ports,
  start,
  store,
} from '#test/support/detecting.ts'
import { frameAt, streamRecord } from '#test/support/records.ts'
import { gardenCell } from '#test/support/sites.ts'

beforeEach(answerAll)

describe('a batch', () => {
  it('commits each cell once, with the readings of all its frames', async () => {
    const result = await detect([
      streamRecord(1, { detail: frameAt(start) }),
      streamRecord(2, { detail: frameAt(start, { cell: 'bed-1' }) }),
      streamRecord(3, { detail: frameAt(start + 10_000) }),
    ])
    expect(result).toMatchObject({ batchItemFailures: [], frames: 3, readings: 3, faults: [] })
    expect(
      commits()
        .map(({ args: [{ input }] }) => input.Item?.['pk']?.S)
        .sort(),
    ).toEqual(['J#garden.bed-1', 'J#garden.pump'])
  })

  it('skips what was committed already, whatever else comes with it', async () => {
    const memory = fresh()
    const [first, second, third] = [1, 2, 3].map((sequence) =>
      streamRecord(sequence, { detail: frameAt(start + sequence * 10_000) }),
    ) as [StreamRecord, StreamRecord, StreamRecord]
    await detect([first, second], memory)
    expect(await detect([first, second], memory)).toMatchObject({
      frames: 0,
      batchItemFailures: [],
    })
    expect(commits()).toHaveLength(1)
    expect(await detect([second, third], memory)).toMatchObject({ frames: 1, readings: 1 })
    expect(memory.heads.get('garden.pump')).toMatchObject({
      sequence: 2,
      positions: { 'shardId-000000000000': '3' },
      account: { framesStored: 3, readingsStored: 3 },
    })
  })

  it('compares sequence numbers that are longer than a double', async () => {
    const memory = fresh()
    const long = '49590338271490256608559692538361571095921575989136588898'
    const next = '49590338271490256608559692538361571095921575989136588899'
    await detect([streamRecord(long, { detail: frameAt(start) })], memory)
    const again = await detect([streamRecord(long, { detail: frameAt(start) })], memory)
    const then = await detect([streamRecord(next, { detail: frameAt(start + 10_000) })], memory)
    expect([again.frames, then.frames]).toEqual([0, 1])
  })

  it('writes the tile that a kill left unwritten, when what was committed comes again', async () => {
    const inputs: CellInput[] = [
      { kind: 'frame', frame: 'f', boot: 'b', sentAt: start, live: true, readings: [] },
    ]
    store.on(QueryCommand).resolves({
      Items: [
        {
          pk: { S: 'J#garden.pump' },
          sk: { S: '000000000001' },
          inputs: { B: encodeCellInputs(inputs) },
          body: {
            S: JSON.stringify({
              positions: { 'shardId-000000000000': '7' },
              account: { ...emptyAccount, framesStored: 1 },
            }),
          },
        },
      ],
    })
    await detect([streamRecord(7, { detail: frameAt(start) })])
    expect(commits()).toEqual([])
    const [tile] = items('telemetry', 'L#')
    const tiles = inflateRawSync(tile?.['tiles']?.B ?? Buffer.alloc(0)).toString('utf8')
    expect(JSON.parse(tiles)).toMatchObject([{ cell: 'pump', account: { framesStored: 1 } }])
  })

  it('keeps what its group had when a new writer adds a cell to it, and writes the group once', async () => {
    await detect([streamRecord(1, { detail: frameAt(start, { cell: 'bed-1' }) })])
    const [stored] = items('telemetry', 'L#')
    store
      .on(GetItemCommand)
      .callsFake(({ Key }: GetItemCommand['input']) =>
        Key?.['pk']?.S === 'L#garden' ? { Item: stored } : {},
      )
    store.resetHistory()
    await detect([
      streamRecord(2, { detail: frameAt(start) }),
      streamRecord(3, { detail: frameAt(start, { cell: 'bed-2' }) }),
    ])
    const written = items('telemetry', 'L#')
    expect(written).toHaveLength(1)
    const tiles = inflateRawSync(written[0]?.['tiles']?.B ?? Buffer.alloc(0)).toString('utf8')
    const cells = (JSON.parse(tiles) as Array<{ cell: string }>).map(({ cell }) => cell)
    expect(cells.toSorted()).toEqual(['bed-1', 'bed-2', 'pump'])
  })

  it('reports the first record of each cell that failed, and commits the others', async () => {
    store.on(PutItemCommand).callsFake(({ Item }: PutItemCommand['input']) => {
      if (Item?.['pk']?.S === 'J#garden.bed-1') throw new Error('throttled')
      return {}
    })
    const result = await detect([
      streamRecord(1, { detail: frameAt(start) }),
      streamRecord(2, { detail: frameAt(start, { cell: 'bed-1' }) }),
      streamRecord(3, { detail: frameAt(start, { cell: 'bed-1' }) }),
      streamRecord(4, { detail: frameAt(start, { cell: 'bed-2' }) }),
    ])
    expect(result.batchItemFailures).toEqual([{ itemIdentifier: '2' }])
    expect(result.faults).toEqual([new Error('throttled')])
    expect(result.frames).toBe(2)
  })

  it('reads the cell again after a fault, and finds what somebody else wrote', async () => {
    const memory = fresh()
    const stale: CellHead = { ...newHead, sequence: 4 }
    memory.heads.set('garden.pump', stale)
    store
      .on(PutItemCommand)
      .rejectsOnce(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }))
      .resolves({})
    const result = await detect([streamRecord(1, { detail: frameAt(start) })], memory)
    expect(result.batchItemFailures).toEqual([])
    expect(memory.heads.get('garden.pump')?.sequence).toBe(1)
  })

  it('gives a cell up for now that is overtaken again and again', async () => {
    store
      .on(PutItemCommand)
      .rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }))
    const result = await detect([streamRecord(5, { detail: frameAt(start) })])
    expect(result.batchItemFailures).toEqual([{ itemIdentifier: '5' }])
    expect(String(result.faults[0])).toMatch(/garden.pump was written by somebody else 3 times/)
  })

  it('puts a cell away at once that it has just taken over, and then now and then', async () => {
    const memory = fresh()
    const checkpoints = () =>
      store
        .commandCalls(PutItemCommand)
        .filter(({ args: [{ input }] }) => input.Item?.['pk']?.S?.startsWith('C#')).length
    await detect([streamRecord(1, { detail: frameAt(start) })], memory)
    expect(checkpoints()).toBe(1)
    const commits = commitsUntilCheckpoint('pump')
    for (let index = 2; index <= commits; index += 1)
      await detect([streamRecord(index, { detail: frameAt(start + index * 10_000) })], memory)
    expect(checkpoints()).toBe(1)
    await detect([streamRecord(1_000, { detail: frameAt(start + 10_000_000) })], memory)
    expect(checkpoints()).toBe(2)
  })

  it('does not put cells that began together away at once', () => {
    const cells = Array.from({ length: 600 }, (_, index) => commitsUntilCheckpoint(`cell-${index}`))
    expect([Math.min(...cells), Math.max(...cells)]).toEqual([30, 89])
    const most = Math.max(
      ...[...Map.groupBy(cells, (commits) => commits).values()].map((same) => same.length),
    )
    expect(most).toBeLessThan(30)
  })

  it('says what had expired of a journal before it was put away', async () => {
    const body = { positions: {}, account: emptyAccount }
    store.on(QueryCommand).resolves({
      Items: [
        {
          pk: { S: 'J#garden.pump' },
          sk: { S: '000000000004' },
          inputs: { B: encodeCellInputs([]) },
          body: { S: JSON.stringify(body) },
        },
      ],
    })
    const losses: string[] = []
    const watching = {
      ...ports,
      onLoss: (cell: string, commits: number) => losses.push(`${cell} ${commits}`),
    }
    const records = [streamRecord(1, { detail: frameAt(start) })]
    const result = await detectAnomalies(records, watching, fresh(), findCell)
    expect(losses).toEqual(['garden.pump 3'])
    expect(result).toMatchObject({ frames: 1, batchItemFailures: [] })
    expect(commits()[0]?.args[0].input.Item?.['sk']?.S).toBe('000000000005')
  })

  it('throws when no cell can be looked up, so that the whole batch comes again', async () => {
    const broken = async () => {
      throw new Error('store is away')
    }
    await expect(
      detectAnomalies([streamRecord(1, { detail: frameAt(start) })], ports, fresh(), broken),
    ).rejects.toThrow('store is away')
  })

  it('commits many readings in portions that a journal item can hold', async () => {
    const readings = Array.from({ length: 1_000 }, (_, index) => ({
      sensor: 'temperature',
      sequence: index,
      at: start + index,
      value: 20,
    }))
    const records = Array.from({ length: 9 }, (_, index) =>
      streamRecord(index + 1, { detail: frameAt(start + 10_000, { readings }) }),
    )
    expect(await detect(records)).toMatchObject({ frames: 9, readings: 9_000 })
    expect(commits()).toHaveLength(3)
  })

  it('says nothing of a tick for a cell that is no more', async () => {
    const tick = {
      type: eventTypes.cellTicked,
      detail: { site: 'garden', cell: 'shed', at: start },
    }
    expect(await detect([streamRecord(1, tick)])).toMatchObject({ quarantined: 0 })
    expect(store.commandCalls(BatchWriteItemCommand)).toEqual([])
    expect(commits()).toEqual([])
  })

  it('takes a tick for the time at its cell', async () => {
    const memory = fresh()
    const tick = {
      type: eventTypes.cellTicked,
      detail: { site: 'garden', cell: 'pump', at: start },
    }
    await detect([streamRecord(1, tick)], memory)
    const { state } = advanceCell(newCellState, { kind: 'tick', at: start }, gardenCell('pump'))
    expect(memory.heads.get('garden.pump')?.state).toEqual(state)
  })
})
