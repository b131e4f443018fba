import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** What the store has charged this process so far, in the units it bills. */
export interface Spent {
  readonly calls: number
  readonly readUnits: number
  readonly writeUnits: number
}

let spent: Spent = { calls: 0, readUnits: 0, writeUnits: 0 }

export function spentSoFar(): Spent {
  return spent
}

export function spentSince(before: Spent): Spent {
  return {
    calls: spent.calls - before.calls,
    readUnits: spent.readUnits - before.readUnits,
    writeUnits: spent.writeUnits - before.writeUnits,
  }
}

const reading = new Set(['GetItemCommand', 'QueryCommand', 'ScanCommand', 'BatchGetItemCommand'])

interface Charged {
  readonly ConsumedCapacity?: Capacity | readonly Capacity[]
}
interface Capacity {
  readonly CapacityUnits?: number | undefined
}

/** Has the store say with each answer what it cost; the answer is free. */
export function countCapacity(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' }
      const result = await next({ ...args, input } as typeof args)
      const { ConsumedCapacity = [] } = result.output as Charged
      const capacities = Array.isArray(ConsumedCapacity) ? ConsumedCapacity : [ConsumedCapacity]
      const units = capacities.reduce(
        (sum: number, capacity: Capacity) => sum + (capacity.CapacityUnits ?? 0),
        0,
      )
      const isRead = reading.has(context.commandName ?? '')
      spent = {
        calls: spent.calls + 1,
        readUnits: spent.readUnits + (isRead ? units : 0),
        writeUnits: spent.writeUnits + (isRead ? 0 : units),
      }
      return result
    },
    { step: 'initialize', name: 'countCapacity' },
  )
}
