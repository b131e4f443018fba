import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { groupNeighbours } from '#domain/detect/neighbours/group-neighbours.ts'
import { eventTypes } from '#domain/events.ts'
import type { HourSummary } from '#domain/hour-summary.ts'
import { compareNeighbours, emptyMemory } from '#functions/compare-neighbours/compare-neighbours.ts'
import { readSiteAnomalies } from '#store/anomalies.ts'
import { loadNeighbours } from '#store/neighbours.ts'
import { firstHour, houses, summaries, usualCourse } from '#test/support/neighbours.ts'
import { streamRecord } from '#test/support/records.ts'
import { startTestStore, type TestStore } from '#test/support/test-store.ts'

const eventBridge = new EventBridgeClient({ region: 'local' })
const bus = mockClient(eventBridge)
let running: TestStore
beforeAll(async () => {
  running = await startTestStore()
})
afterAll(() => running.stop())
beforeEach(() => {
  bus.reset()
  bus.on(PutEventsCommand).resolves({})
})

const day = 24
/** Up to the hour in which the drift of the south is told. */
const list = summaries(12 * day, (cell, hour) =>
  cell === 'south'
    ? usualCourse(cell, hour) + 0.08 * Math.max(0, hour - 9 * day)
    : usualCourse(cell, hour),
)
const ports = () => ({ store: running.store, bus: { client: eventBridge, name: 'hyphae' } })
const groupsOf = async (site: string) => (site === 'nursery' ? groupNeighbours(houses) : [])
const compare = (hours: readonly HourSummary[], memory = emptyMemory(), find = groupsOf) =>
  compareNeighbours(
    hours.map((detail, at) => streamRecord(at + 1, { type: eventTypes.hourSummarised, detail })),
    ports(),
    memory,
    find,
  )
const published = () =>
  bus
    .commandCalls(PutEventsCommand)
    .flatMap(({ args: [{ input }] }) => input.Entries ?? [])
    .map(({ DetailType }) => DetailType)
const version = async () => (await loadNeighbours(running.store, 'nursery', 'cell..0')).version

describe('hours of a site', () => {
  it('come to one write a batch, an anomaly that is kept and told, and nothing more when they come again', async () => {
    const memory = emptyMemory()
    expect(await compare(list.slice(0, 1_000), memory)).toMatchObject({ faults: [], anomalies: 0 })
    expect(await version()).toBe(1)
    // Another writer, who knows only what is stored.
    expect(await compare(list.slice(1_000))).toMatchObject({ batchItemFailures: [], anomalies: 1 })
    expect(await version()).toBe(2)
    expect(published()).toEqual([eventTypes.anomalyDetected])
    const from = firstHour * 3_600_000
    const kept = await readSiteAnomalies(running.store, 'nursery', from, from + 12 * 86_400_000)
    expect([...kept.values()]).toMatchObject([
      { sensor: 'nursery.south.humidity', detector: 'neighbour-drift' },
    ])
    // The first has the group in mind as it was, and hears all of it again.
    expect(await compare(list.slice(1_000), memory)).toMatchObject({ faults: [], anomalies: 0 })
    expect(await compare(list)).toMatchObject({ faults: [], anomalies: 0 })
    expect(await version()).toBe(2)
  })

  it('that fail are handed back, and those of other sites are not', async () => {
    const [first] = list
    if (!first) throw new Error('The nursery has no hours.')
    const elsewhere = { ...first, site: 'elsewhere' }
    const find = async (site: string) => {
      if (site === 'elsewhere') throw new Error('away')
      return groupsOf(site)
    }
    expect(await compare([first, elsewhere], emptyMemory(), find)).toMatchObject({
      batchItemFailures: [{ itemIdentifier: '2' }],
      faults: [new Error('away')],
    })
  })
})
