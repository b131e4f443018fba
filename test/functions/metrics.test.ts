import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventTypes } from '#domain/events.ts'
import { anomaly } from '#test/support/anomalies.ts'
import { type ApiUnderTest, startApi } from '#test/support/api-under-test.ts'
import { gardenDay } from '#test/support/garden-day.ts'
import { streamRecord } from '#test/support/records.ts'
import { gardenFile } from '#test/support/sites.ts'
import { track } from '#test/support/tracking.ts'

type Handler = (event: unknown) => Promise<unknown>
let api: ApiUnderTest
let lines: Array<Record<string, unknown>>
const handlerOf = async (name: string) => {
  const loaded: unknown = await import(`../../functions/${name}/handler.ts`)
  return (loaded as { handler: Handler }).handler
}

beforeAll(async () => {
  api = await startApi()
  vi.stubEnv('POWERTOOLS_DEV', 'true')
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false')
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO')
  vi.stubEnv('WEBHOOK_URL', '')
  await api.call({ method: 'PUT', path: '/sites/garden', body: gardenFile })
})
afterAll(() => api.stop())
beforeEach(() => {
  lines = []
  const take = (text: unknown) => void lines.push(JSON.parse(String(text)))
  for (const kind of ['log', 'info', 'error'] as const)
    vi.spyOn(console, kind).mockImplementation(take)
  return () => vi.restoreAllMocks()
})

const emf = () => lines.filter((line) => '_aws' in line)
const told = () => lines.filter((line) => !('_aws' in line))

describe('a batch', () => {
  it('of many sensors is one line of metrics, and nothing is logged of its readings', async () => {
    const Records = gardenDay().map((detail, index) => streamRecord(index + 1, { detail }))
    await (await handlerOf('detect-anomalies'))({ Records })
    expect(emf()).toEqual([expect.objectContaining({ frames: 90, service: 'detect-anomalies' })])
    expect(emf()[0]?.['readings']).toBeGreaterThan(1_000)
    expect(told()).toEqual([])
  })

  it('of many anomalies is one line of metrics and one that names their frames', async () => {
    const Records = ['temperature', 'humidity', 'temperature'].map((sensor, index) =>
      streamRecord(index + 1, {
        type: eventTypes.anomalyDetected,
        detail: {
          ...anomaly({ cell: 'pump', onset: index, sensor }),
          frame: `f-${sensor}`,
        },
      }),
    )
    await (await handlerOf('track-incidents'))({ Records })
    expect(emf()).toEqual([
      expect.objectContaining({ service: 'track-incidents', records: 3, faults: 0 }),
    ])
    expect(told()).toEqual([
      expect.objectContaining({
        message: 'Incidents changed',
        frames: ['f-temperature', 'f-humidity'],
      }),
    ])
  })

  it('of one changed incident is one line of metrics and one that names event and incident', async () => {
    const { incidents } = track([{ kind: 'anomaly', anomaly: anomaly({ cell: 'pump', onset: 0 }) }])
    const detail = { occasion: 'opened', incident: [...incidents.values()][0] }
    const notify = await handlerOf('notify')
    await notify({ id: 'e-1', detail })
    expect(emf()).toEqual([expect.objectContaining({ service: 'notify', told: 0, planned: 0 })])
    expect(told()).toEqual([
      expect.objectContaining({
        ...{ event: 'e-1', incident: detail.incident?.id, occasion: 'opened' },
        notified: 'nothing-to-tell',
      }),
    ])
  })
})

it('a record that fails is logged with its event and its frame', async () => {
  const detect = await handlerOf('detect-anomalies')
  vi.spyOn(DynamoDBClient.prototype, 'send').mockRejectedValue(new Error('away'))
  const [detail] = gardenDay()
  await detect({ Records: [streamRecord(500, { detail })] })
  expect(told()).toEqual([expect.objectContaining({ event: 'event-500', frame: detail?.frame })])
  expect(emf()).toHaveLength(1)
})
