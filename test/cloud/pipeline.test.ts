import { beforeEach, describe, expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import { publishEvents } from '#bus/publish-events.ts'
import { type EventType, eventTypes } from '#domain/events.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { startTestCloud, temporaryFolder } from '#test/support/clouds.ts'
import { exportAll } from '#test/support/exported.ts'
import { failsAt, gardenDay, minute } from '#test/support/garden-day.ts'
import { startKillableCloud } from '#test/support/killable-cloud.ts'
import { garden } from '#test/support/sites.ts'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

async function start() {
  const cloud = await startTestCloud(folder)
  const api = openApi(cloud.origin)
  await api('applySite', { parameters: { site: 'garden' }, body: garden })
  return { cloud, api }
}

async function publish(cloud: { readonly bus: string }, frames: readonly ReportedFrame[]) {
  const publisher = openFramePublisher(openBus(cloud.bus))
  for (const frame of frames) await publisher.publish(frame)
  await publisher.flush()
}

/** What an undisturbed run of the garden's day comes to. */
async function undisturbed() {
  const { cloud, api } = await start()
  await publish(cloud, gardenDay())
  await cloud.drain()
  const all = await exportAll(api)
  await cloud.stop()
  return all
}

describe('frames that are published', () => {
  it('become readings, anomalies and one incident with its cause', async () => {
    const { series, incidents } = await undisturbed()
    expect(series['garden.pump.temperature']).toMatchObject({ readings: 360 })
    expect(incidents).toHaveLength(1)
    const [incident] = incidents
    expect(incident).toMatchObject({ rootCell: 'pump', severity: 'critical', omittedAnomalies: 0 })
    expect(incident?.cells.map(({ cell, sensors }) => [cell, sensors])).toEqual([
      ['pump', 2],
      ['bed-1', 2],
      ['bed-2', 2],
    ])
    expect(incident?.openedAt).toBe(failsAt)
    expect(incident?.cells[2]?.onset).toBe(failsAt + 5 * minute)
    expect(incident?.anomalies.every(({ state }) => state === 'cleared')).toBe(true)
  })

  it('are the same after stops and starts in between, and come from the disk', async () => {
    const expected = await undisturbed()
    folder = await temporaryFolder()
    const frames = gardenDay()
    let last: Awaited<ReturnType<typeof start>> | undefined
    for (const part of [frames.slice(0, 31), frames.slice(31, 80), frames.slice(80)]) {
      await last?.cloud.stop()
      last = await start()
      await publish(last.cloud, part)
    }
    await last?.cloud.drain()
    await last?.cloud.stop()
    const { cloud, api } = await start()
    expect(await exportAll(api)).toEqual(expected)
    const { frames: account } = await api('health')
    expect(account).toEqual({ accepted: 90, stored: 90, quarantined: 0, failed: 0, inFlight: 0 })
    await cloud.stop()
  })
})

describe('the account', () => {
  const event = (type: string, detail: unknown) => ({
    source: 'test',
    type: type as EventType,
    detail,
  })
  const reading = (change: object = {}) => ({
    sensor: 'temperature',
    at: 1e12,
    value: 20,
    ...change,
  })
  const frame = (change: object = {}) => ({
    schemaVersion: 1,
    frame: 'f',
    site: 'garden',
    cell: 'pump',
    sentAt: 1e12,
    readings: [reading()],
    ...change,
  })

  it('balances over good, bad and unreadable frames, and nothing stays in flight', async () => {
    const { cloud, api } = await start()
    await publishEvents(openBus(cloud.bus), [
      event(eventTypes.readingsReported, frame()),
      // The same again: stored, and known to be a duplicate.
      event(eventTypes.readingsReported, frame()),
      event(
        eventTypes.readingsReported,
        frame({
          readings: [
            reading({ at: 1e12 - 10_000 }),
            reading({ value: 'warm' }),
            reading({ sensor: 'nobody' }),
            7,
          ],
        }),
      ),
      event(eventTypes.readingsReported, frame({ readings: [] })),
      event(eventTypes.readingsReported, frame({ cell: 'shed', readings: [reading(), reading()] })),
      event(eventTypes.readingsReported, frame({ site: 'park' })),
      event(eventTypes.readingsReported, frame({ cell: undefined, readings: [reading()] })),
      event(eventTypes.readingsReported, frame({ cell: { name: 'pump' } })),
      event(eventTypes.readingsReported, frame({ sentAt: 'noon', readings: [1, 2, 3] })),
      event(eventTypes.readingsReported, frame({ readings: 'many' })),
      event(eventTypes.readingsReported, frame({ readings: Array(1_001).fill(reading()) })),
      event(eventTypes.readingsReported, {}),
      event('SomethingElse', { readings: [1, 2] }),
      event(eventTypes.framesReported, {
        schemaVersion: 1,
        gateway: 'north',
        frames: [
          frame({ cell: 'bed-1' }),
          frame({ cell: 'bed-2', readings: [reading(), 7] }),
          frame({ cell: 'shed' }),
          'not a frame',
        ],
      }),
      event(eventTypes.framesReported, { schemaVersion: 1, gateway: 'north', frames: [] }),
      event(eventTypes.framesReported, { schemaVersion: 1, frames: [frame()] }),
      event(eventTypes.cellTicked, { site: 'garden', cell: 'pump', at: 1e12 + 1 }),
      event(eventTypes.cellTicked, { site: 'garden', cell: 'pump' }),
    ])
    await cloud.drain()
    const health = await api('health')
    expect(health.frames).toEqual({
      accepted: 12 + 6,
      stored: 4 + 2,
      quarantined: 8 + 4,
      failed: 0,
      inFlight: 0,
    })
    expect(health.readings).toEqual({
      accepted: 1 + 1 + 4 + 0 + 2 + 1 + 1 + 1 + 3 + 0 + 1_001 + 0 + 4,
      stored: 3 + 2,
      quarantined: 3 + 2 + 1 + 1 + 1 + 3 + 1_001 + 2,
      failed: 0,
      inFlight: 0,
    })
    expect(health.duplicateReadings).toBe(1)
    expect(health.status).toBe('ok')
    const { items } = await api('quarantine', { query: { limit: 500 } })
    expect(items.map(({ code }) => code).toSorted()).toEqual(
      [
        ...['not-a-number', 'unknown-sensor', 'unreadable-reading', 'unreadable-reading'],
        ...Array(3).fill('unknown-cell'),
        ...Array(9).fill('unreadable-frame'),
        ...['unknown-event', 'unknown-event'],
      ].toSorted(),
    )
    await cloud.stop()
  })
})

describe('a process that is killed again and again', () => {
  it('loses no reading and doubles none, and finds the same anomalies and incidents', async () => {
    const expected = await undisturbed()
    folder = await temporaryFolder()
    const frames = gardenDay()
    const killsAfter = new Set([7, 40, 41, 78, 88])
    let cloud = await startKillableCloud(folder)
    await openApi(cloud.origin)('applySite', {
      parameters: { site: 'garden' },
      body: garden,
    })
    let published = 0
    while (published < frames.length) {
      process.env['AWS_ENDPOINT_URL_EVENTBRIDGE'] = cloud.origin
      await publish({ bus: 'hyphae' }, frames.slice(published, published + 1))
      published += 1
      if (!killsAfter.delete(published)) continue
      // One more on its way when the power goes: taken or not, its gateway will send it again.
      const unanswered = publish({ bus: 'hyphae' }, frames.slice(published, published + 1))
      unanswered.catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, published % 20))
      await cloud.kill()
      cloud = await startKillableCloud(folder)
    }
    await cloud.drain()
    const api = openApi(cloud.origin)
    expect(await exportAll(api)).toEqual(expected)
    const { frames: account, readings, duplicateReadings } = await api('health')
    expect(account).toMatchObject({ quarantined: 0, failed: 0, inFlight: 0 })
    expect(readings.accepted).toBe(readings.stored)
    expect(readings.stored - duplicateReadings).toBe(frames.length * 24)
  })
})
