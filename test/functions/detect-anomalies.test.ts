import { inflateRawSync } from 'node:zlib'
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyAccount } from '#domain/account.ts'
import type { CellInput } from '#domain/cell-input.ts'
import { advanceCell, newCellState } from '#domain/cell-state.ts'
import { encodeCellInputs } from '#domain/codec/cell-inputs.ts'
import { rowsPerPage } from '#domain/codec/page.ts'
import { eventTypes } from '#domain/events.ts'
import type { Cell } from '#domain/sensor.ts'
import { detectAnomalies, emptyMemory } from '#functions/detect-anomalies/detect-anomalies.ts'
import type { StreamRecord } from '#functions/detect-anomalies/read-record.ts'
import { commitsUntilCheckpoint, writeCell } from '#functions/detect-anomalies/write-cell.ts'
import { type CellHead, newHead } from '#store/cell-log.ts'
import { arrival, frameAt, streamRecord } from '#test/support/records.ts'
import { cellsOf, garden, gardenCell } from '#test/support/sites.ts'

const dynamo = new DynamoDBClient({ region: 'local' })
const eventBridge = new EventBridgeClient({ region: 'local' })
const store = mockClient(dynamo)
const bus = mockClient(eventBridge)
const start = Date.UTC(2026, 2, 2)
const ports = {
  store: { client: dynamo, telemetryTable: 'telemetry', opsTable: 'ops' },
  bus: { client: eventBridge, name: 'hyphae' },
  now: () => start,
  onLoss: () => {},
}
const findCell = async (site: string, cell: string): Promise<Cell | undefined> =>
  site === 'garden' ? cellsOf(garden).get(cell) : undefined
const fresh = emptyMemory
const detect = (records: readonly StreamRecord[], memory = fresh()) =>
  detectAnomalies(records, ports, memory, findCell)

beforeEach(() => {
  store.reset()
  bus.reset()
  store.on(GetItemCommand).resolves({})
  store.on(QueryCommand).resolves({ Items: [] })
  store.on(PutItemCommand).resolves({})
  store.on(BatchWriteItemCommand).resolves({})
  bus.on(PutEventsCommand).resolves({ Entries: [] })
})

const commits = () =>
  store
    .commandCalls(PutItemCommand)
    .filter(({ args: [{ input }] }) => input.Item?.['pk']?.S?.startsWith('J#'))
const items = (table: string, prefix: string) =>
  store
    .commandCalls(BatchWriteItemCommand)
    .flatMap(({ args: [{ input }] }) => input.RequestItems?.[table] ?? [])
    .flatMap(({ PutRequest }) => (PutRequest?.Item ? [PutRequest.Item] : []))
    .filter((item) => item['pk']?.S?.startsWith(prefix))
const quarantined = () =>
  items('ops', 'Q#').flatMap(
    (item) => JSON.parse(item['body']?.S ?? '') as Array<Record<string, unknown>>,
  )

/** A frame of a calm hour, then a spike: seals a page and finds an anomaly. */
function spikingInputs(): CellInput[] {
  const count = 2 * rowsPerPage
  const readings = Array.from({ length: count }, (_, index) => ({
    sensor: 'temperature',
    sequence: index,
    at: start + index * 60_000,
    value: index === count - 1 ? 45 : 20 + (index % 3) / 10,
  }))
  return [
    {
      kind: 'frame',
      frame: 'f1',
      boot: 'b',
      sentAt: start + count * 60_000,
      live: false,
      readings,
    },
  ]
}

describe('writing a cell', () => {
  const cell = gardenCell('pump')
  const batch = () => ({
    inputs: spikingInputs(),
    positions: { s: '1' },
    account: emptyAccount,
    quarantine: [],
    isFirst: false,
  })

  it('writes pages and anomalies and publishes before it commits', async () => {
    const order: string[] = []
    store.on(BatchWriteItemCommand).callsFake((input: BatchWriteItemCommand['input']) => {
      const keys = Object.values(input.RequestItems ?? {})
        .flat()
        .map(({ PutRequest }) => PutRequest?.Item?.['pk']?.S?.split('#')[0])
      order.push([...new Set(keys)].sort().join('+'))
      return {}
    })
    bus.on(PutEventsCommand).callsFake(() => {
      order.push('publish')
      return {}
    })
    store.on(PutItemCommand).callsFake(() => {
      order.push('commit')
      return {}
    })
    const outcome = await writeCell(ports, cell, newHead, batch())
    expect(outcome).toMatchObject({ kind: 'committed', anomalies: 1 })
    expect(order).toEqual(['A+P+S', 'publish', 'commit'])
  })

  it('does not commit what it could not write', async () => {
    store.on(BatchWriteItemCommand).rejects(new Error('store is away'))
    await expect(writeCell(ports, cell, newHead, batch())).rejects.toThrow('store is away')
    expect(commits()).toEqual([])
  })

  it('does not commit what it could not publish', async () => {
    bus.on(PutEventsCommand).rejects(new Error('bus is away'))
    await expect(writeCell(ports, cell, newHead, batch())).rejects.toThrow('bus is away')
    expect(commits()).toEqual([])
  })

  it('is overtaken when somebody else committed first, and leaves the tile alone', async () => {
    store
      .on(PutItemCommand)
      .rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }))
    expect(await writeCell(ports, cell, newHead, batch())).toEqual({ kind: 'overtaken' })
    expect(items('telemetry', 'L#')).toEqual([])
  })

  it('writes the same again when it is repeated', async () => {
    await writeCell(ports, cell, newHead, batch())
    const first = store.commandCalls(BatchWriteItemCommand).map(({ args: [{ input }] }) => input)
    store.resetHistory()
    await writeCell(ports, cell, newHead, batch())
    expect(store.commandCalls(BatchWriteItemCommand).map(({ args: [{ input }] }) => input)).toEqual(
      first,
    )
  })

  it('commits only where nothing is, one after the other', async () => {
    const outcome = await writeCell(ports, cell, newHead, batch())
    const head = outcome.kind === 'committed' ? outcome.head : newHead
    await writeCell(ports, cell, head, { ...batch(), inputs: [] })
    expect(
      commits().map(({ args: [{ input }] }) => [input.Item?.['sk']?.S, input.ConditionExpression]),
    ).toEqual([
      ['000000000001', 'attribute_not_exists(pk)'],
      ['000000000002', 'attribute_not_exists(pk)'],
    ])
  })

  it('tries again what the store left undone', async () => {
    let calls = 0
    store.on(BatchWriteItemCommand).callsFake((input: BatchWriteItemCommand['input']) => {
      calls += 1
      return calls === 1 ? { UnprocessedItems: input.RequestItems } : {}
    })
    await writeCell(ports, cell, newHead, batch())
    expect(commits()).toHaveLength(1)
    expect(calls).toBe(2)
  })
})

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

describe('quarantine', () => {
  const detail = frameAt(start)

  it.each<readonly [string, { type?: string; detail: unknown }, Record<string, unknown>]>([
    [
      'a frame that cannot be read',
      { detail: { ...detail, sentAt: 'noon' } },
      { kind: 'frame', code: 'unreadable-frame', frame: `f${start}`, site: 'garden', cell: 'pump' },
    ],
    [
      'a frame of a later version',
      { detail: { ...detail, schemaVersion: 2 } },
      { kind: 'frame', code: 'unreadable-frame' },
    ],
    [
      'a frame with more readings than a frame may have',
      { detail: { ...detail, readings: Array(1_001).fill({}) } },
      { kind: 'frame', code: 'unreadable-frame' },
    ],
    [
      'a frame whose name is half a character',
      { detail: { ...detail, boot: '\ud800' } },
      { kind: 'frame', code: 'unreadable-frame', reason: expect.stringMatching(/boot: has half/) },
    ],
    [
      'a frame of a cell nobody registered',
      { detail: { ...detail, cell: 'shed' } },
      {
        kind: 'frame',
        code: 'unknown-cell',
        reason:
          'no cell "shed" is registered at site "garden"; apply its site file, then send the frame again',
      },
    ],
    ['nothing but a name', { detail: 'hello' }, { kind: 'frame', payload: '"a text"' }],
    [
      'an event nobody knows',
      { type: 'Greeting', detail: { text: 'hello' } },
      {
        kind: 'event',
        code: 'unknown-event',
        reason: 'no detail-type is named "Greeting"; gateways send ReadingsReported',
        payload: '{"otherFields":1}',
      },
    ],
    [
      'a tick without a time',
      { type: eventTypes.cellTicked, detail: { site: 'garden', cell: 'pump' } },
      { kind: 'event', code: 'unknown-event', reason: expect.stringMatching(/^at: /) },
    ],
    [
      'a tick from before all time',
      { type: eventTypes.cellTicked, detail: { site: 'garden', cell: 'pump', at: -1 } },
      { kind: 'event', code: 'unknown-event' },
    ],
  ])('keeps %s, with the reason', async (_, event, item) => {
    const result = await detect([streamRecord(1, event)])
    expect(result.batchItemFailures).toEqual([])
    expect(quarantined()).toEqual([
      expect.objectContaining({
        id: 'event-1',
        at: new Date(arrival).toISOString(),
        sensor: null,
        ...item,
      }),
    ])
    expect(result).toMatchObject({ frames: 0, readings: 0 })
  })

  const minute = 60_000

  it('takes a frame that is five minutes ahead of its arrival, and none farther', async () => {
    const at = (sequence: number, ahead: number) =>
      streamRecord(sequence, { detail: frameAt(start + ahead), arrivedAt: start })
    expect(await detect([at(1, 5 * minute)])).toMatchObject({ frames: 1, quarantined: 0 })
    const memory = fresh()
    expect(await detect([at(2, 5 * minute + 1)], memory)).toMatchObject({
      frames: 0,
      quarantined: 2,
    })
    expect(memory.heads.get('garden.pump')).toBeUndefined()
    expect(quarantined()).toEqual([
      expect.objectContaining({
        kind: 'frame',
        code: 'future-time',
        cell: 'pump',
        reason:
          "sentAt 2026-03-02T00:05:00.001Z is more than 5 minutes ahead of 2026-03-02T00:00:00.000Z, when it arrived; set the sender's clock and send it again",
      }),
    ])
  })

  it('believes no time that a publisher gives its event', async () => {
    const year2040 = Date.UTC(2040, 0, 1)
    const time = new Date(year2040).toISOString()
    const result = await detect([streamRecord(1, { detail: frameAt(year2040), time })])
    expect(result).toMatchObject({ frames: 0, quarantined: 2 })
    expect(quarantined()[0]).toMatchObject({ code: 'future-time' })
  })

  it('lets a frame from far ahead blind nobody: what is reported afterwards is in time', async () => {
    const memory = fresh()
    const year2040 = Date.UTC(2040, 0, 1)
    await detect([streamRecord(1, { detail: frameAt(year2040), arrivedAt: start })], memory)
    for (let index = 0; index < 60; index += 1)
      await detect(
        [
          streamRecord(index + 2, {
            detail: frameAt(start + index * minute),
            arrivedAt: start + index * minute,
          }),
        ],
        memory,
      )
    expect(items('telemetry', 'T#')).toEqual([])
    expect(memory.heads.get('garden.pump')?.state.clock).toBe(start + 59 * minute)
  })

  it('takes a recording of whatever age, and the same again whenever it comes', async () => {
    const states = await Promise.all(
      [start, start + 10 * 365 * 24 * 60 * minute].map(async (arrivedAt) => {
        const memory = fresh()
        const recording = [0, 1, 2].map((index) =>
          streamRecord(index + 1, { detail: frameAt(index * minute), arrivedAt }),
        )
        expect(await detect(recording, memory)).toMatchObject({ frames: 3, quarantined: 0 })
        return memory.heads.get('garden.pump')?.state
      }),
    )
    expect(states[0]).toEqual(states[1])
  })

  it('lets no tick from far ahead move the time of a cell', async () => {
    const memory = fresh()
    const at = start + 5 * minute + 1
    const tick = {
      type: eventTypes.cellTicked,
      detail: { site: 'garden', cell: 'pump', at },
      arrivedAt: start,
    }
    await detect([streamRecord(1, tick)], memory)
    expect(memory.heads.get('garden.pump')).toBeUndefined()
    expect(quarantined()).toEqual([
      expect.objectContaining({ kind: 'event', reason: expect.stringMatching(/^at 2026-03-02/) }),
    ])
  })

  it('keeps bad readings one by one and stores the others', async () => {
    const result = await detect([
      streamRecord(1, {
        detail: frameAt(start, {
          readings: [
            { sensor: 'temperature', at: start, value: 'warm' },
            { sensor: 'temperature', at: start, value: 21 },
            { sensor: 'taste', at: start, value: 1 },
          ],
        }),
      }),
    ])
    expect(result).toMatchObject({ frames: 1, readings: 1, quarantined: 2 })
    expect(quarantined()).toEqual([
      expect.objectContaining({
        id: 'event-1#0',
        kind: 'reading',
        code: 'not-a-number',
        frame: `f${start}`,
        cell: 'pump',
        sensor: 'temperature',
        payload: `{"sensor":"temperature","at":${start},"value":"warm"}`,
      }),
      expect.objectContaining({ id: 'event-1#2', code: 'unknown-sensor', sensor: 'taste' }),
    ])
  })

  it.each<readonly [string, Record<string, unknown>]>([
    ['to a sensor that needs more of them', { sensor: 'mood', people: 3, at: start, value: 0.987 }],
    ['and forgot to count', { sensor: 'mood', at: start, value: 0.987 }],
    ['in words', { sensor: 'mood', people: 3, at: start, value: '0.987' }],
    ['at no time', { sensor: 'mood', people: 3, at: 'now', value: 0.987 }],
    ['to a sensor that nobody knows', { sensor: 'moood', people: 3, at: start, value: 0.987 }],
  ])('never keeps what few people said %s', async (_, reading) => {
    await detect([
      streamRecord(1, { detail: frameAt(start, { cell: 'house', readings: [reading] }) }),
    ])
    expect(quarantined()).toHaveLength(1)
    expect(JSON.stringify(store.calls().map(({ args }) => args[0].input))).not.toContain('0.987')
  })

  const said = { sensor: 'mood', at: start, value: 0.987, note: 'Ada: 0.987' }
  it.each<readonly [string, { type?: string; detail: unknown }]>([
    ['of a cell nobody registered', { detail: frameAt(start, { cell: 'shed', readings: [said] }) }],
    ['of a site nobody registered', { detail: frameAt(start, { site: 'park', readings: [said] }) }],
    ['that cannot be read', { detail: frameAt(start, { sentAt: '0.987', readings: [said] }) }],
    ['that is too long', { detail: frameAt(start, { readings: Array(1_001).fill(said) }) }],
    ['under another name', { type: 'Moods', detail: frameAt(start, { readings: [said] }) }],
    [
      'of lists in lists',
      { detail: frameAt(start, { cell: 'shed', readings: [[said], [[0.987]]] }) },
    ],
    ['with readings by name', { detail: frameAt(start, { readings: { mood: said } }) }],
    ['with readings in words', { detail: frameAt(start, { readings: JSON.stringify([said]) }) }],
    [
      'with more than a frame has',
      { detail: frameAt(start, { sentAt: -1, note: '0.987', mood: 0.987 }) },
    ],
    ['whose cell is no name', { detail: frameAt(start, { cell: { name: 'house', mood: 0.987 } }) }],
    ['of text alone', { detail: JSON.stringify(said) }],
    [
      'from the future',
      { detail: frameAt(Date.UTC(2040, 0, 1), { cell: 'house', readings: [said] }) },
    ],
    [
      'with columns in the wrong place',
      { detail: frameAt(start, { sentAt: 0.987, readings: [{ at: 0.987, people: '0.987' }] }) },
    ],
    [
      'whose readings are no readings',
      { detail: frameAt(start, { cell: 'house', readings: [0.987, '0.987', [said]] }) },
    ],
    [
      'whose sensor is a value',
      { detail: frameAt(start, { cell: 'house', readings: [{ ...said, sensor: 0.987 }] }) },
    ],
    [
      'of enough people, written out',
      {
        detail: frameAt(start, {
          cell: 'house',
          readings: [{ ...said, people: 12, value: [0.987] }],
        }),
      },
    ],
    [
      'of people, to another sensor',
      {
        detail: frameAt(start, {
          readings: [{ ...said, sensor: 'temperature', people: 3, value: '0.987' }],
        }),
      },
    ],
    [
      'of people, beside a bad value',
      {
        detail: frameAt(start, {
          readings: [{ ...said, sensor: 'temperature', value: { mood: 0.987 } }],
        }),
      },
    ],
  ])('never keeps what people may have said in a frame %s', async (_, event) => {
    await detect([streamRecord(1, event)])
    expect(quarantined().length).toBeGreaterThan(0)
    expect(JSON.stringify(quarantined())).not.toContain('0.987')
  })

  it('keeps names, times and counts of a frame that nobody could judge', async () => {
    const readings = [{ ...said, sequence: 7, people: 3 }, 'x']
    await detect([streamRecord(1, { detail: frameAt(start, { cell: 'shed', readings }) })])
    expect(JSON.parse(String(quarantined()[0]?.['payload']))).toEqual({
      ...frameAt(start, { cell: 'shed' }),
      readings: [
        { sensor: 'mood', at: start, value: 'a number', sequence: 7, people: 3, otherFields: 1 },
        'a text',
      ],
    })
  })

  it('lists every refused reading, in items that the store can hold, however bad the frame', async () => {
    const readings = Array.from({ length: 1_000 }, () => ({
      sensor: '"'.repeat(1_000),
      at: '\\'.repeat(1_000),
    }))
    const record = streamRecord(1, { detail: frameAt(start, { readings }) })
    expect(await detect([record])).toMatchObject({ quarantined: 1_000 })
    const written = items('ops', 'Q#')
    for (const item of written)
      expect(Buffer.byteLength(item['body']?.S ?? '')).toBeLessThan(399_000)
    expect(written.length).toBeGreaterThan(1)
    expect(new Set(quarantined().map(({ id }) => id)).size).toBe(1_000)
    await detect([record])
    const keys = items('ops', 'Q#').map((item) => item['sk']?.S)
    expect(new Set(keys).size).toBe(written.length)
  })

  it('is short, however long the event', async () => {
    const long = { type: 'x'.repeat(500_000), detail: { site: 'é'.repeat(400_000) } }
    await detect([streamRecord(2, long)])
    expect(Buffer.byteLength(JSON.stringify(quarantined()))).toBeLessThan(10_000)
  })

  it('takes what is nested more deeply than anyone can write', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const record = streamRecord(1, { detail: 'DEEP' })
    const text = Buffer.from(record.kinesis.data, 'base64')
      .toString()
      .replace('"DEEP"', `{"readings":${deep}}`)
    const result = await detect([
      { ...record, kinesis: { ...record.kinesis, data: Buffer.from(text).toString('base64') } },
    ])
    expect(result.batchItemFailures).toEqual([])
    expect(quarantined()).toEqual([expect.objectContaining({ payload: '{"readings":["a list"]}' })])
  })

  it.each([
    'no date',
    '',
    '+100000-01-01T00:00:00Z',
    '1950-01-01T00:00:00Z',
    '2040-01-01T00:00:00Z',
  ])('has its place by when it came, where its publisher says %j', async (time) => {
    const arrivedAt = start + 1
    const event = { type: 'Greeting', detail: {}, time, arrivedAt }
    await detect([9, 10].map((sequence) => streamRecord(sequence, event)))
    expect(items('ops', 'Q#').map((item) => item['pk']?.S)).toEqual(Array(2).fill('Q#20260302'))
    const [first, second] = items('ops', 'Q#').map((item) => item['sk']?.S ?? '')
    expect(first?.startsWith(`0${arrivedAt}~`)).toBe(true)
    expect((first ?? '') < (second ?? '')).toBe(true)
    expect(quarantined()[0]).toMatchObject({ at: '2026-03-02T00:00:00.001Z' })
  })

  it('accounts for what belongs to no cell where no site can be', async () => {
    const memory = fresh()
    await detect(
      [
        streamRecord(1, { detail: { ...detail, cell: 'shed', readings: [1, 2, 3] } }),
        streamRecord(2, { type: 'Greeting', detail: { readings: [1] } }),
      ],
      memory,
    )
    expect(memory.heads.get('~.unreadable')?.account).toEqual({
      ...emptyAccount,
      framesQuarantined: 1,
      readingsQuarantined: 3,
    })
  })
})
