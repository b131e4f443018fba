import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { emptyAccount } from '#domain/account.ts'
import { writeCell } from '#functions/detect-anomalies/write-cell.ts'
import { newHead } from '#store/cell-log.ts'
import {
  answerAll,
  bus,
  commits,
  items,
  ports,
  spikingInputs,
  start,
  store,
} from '#test/support/detecting.ts'
import { gardenCell } from '#test/support/sites.ts'

beforeEach(answerAll)

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
    // An item expires so many days after its writing, to the second.
    vi.useFakeTimers({ now: start, toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
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
