import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { openBus } from '#bus/bus.ts'
import { publishEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { startCloud } from '#simulators/cloud/start-cloud.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { temporaryFolder } from '#test/support/clouds.ts'
import { startFailingStore } from '#test/support/failing-store.ts'
import { runHyphae } from '#test/support/run-hyphae.ts'
import { garden } from '#test/support/sites.ts'

const at = Date.UTC(2026, 2, 2)
let folder: string
let failing: boolean
beforeEach(async () => {
  folder = await temporaryFolder()
  failing = false
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT')
})

async function start() {
  const store = await startFailingStore(() => failing)
  onTestFinished(() => store.stop())
  const cloud = await startCloud({
    folder,
    server: await startServer(0),
    dashboard: null,
    simulation: false,
    schedules: false,
    windows: false,
    storeEndpoint: store.endpoint,
    random: () => 0,
  })
  const api = openApi(cloud.origin)
  await api('applySite', { parameters: { site: 'garden' }, body: garden })
  return { cloud, api }
}

const frame = (count: number, change: object = {}) => ({
  schemaVersion: 1,
  frame: `f-${count}`,
  site: 'garden',
  cell: 'pump',
  sentAt: at + count * 10_000,
  readings: [
    { sensor: 'temperature', sequence: count, at: at + count * 10_000, value: 20 + count / 10 },
  ],
  ...change,
})

const publish = (bus: string, ...frames: object[]) =>
  publishEvents(
    openBus(bus),
    frames.map((detail) => ({ source: 'test', type: eventTypes.readingsReported, detail })),
  )

async function redrive(origin: string, dryRun = false) {
  const answer = await fetch(`${origin}/cloud/redrive`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ dryRun }),
  })
  return (await answer.json()) as Record<string, unknown>
}

const account = (change: object) => ({
  accepted: 0,
  stored: 0,
  quarantined: 0,
  failed: 0,
  inFlight: 0,
  ...change,
})
const sent = (events: number, frames: number, readings: number) => ({ events, frames, readings })

it('stores once what failed, and the account balances before and after', async () => {
  const { cloud, api } = await start()
  onTestFinished(() => cloud.stop())
  await publish(cloud.bus, frame(0), frame(1))
  await cloud.drain()
  failing = true
  await publish(cloud.bus, frame(2), frame(3))
  await cloud.drain()
  failing = false
  const failed = account({ accepted: 4, stored: 2, failed: 2 })
  expect(await api('health')).toMatchObject({ status: 'degraded', frames: failed })

  const kept = sent(2, 2, 2)
  expect(await redrive(cloud.origin, true)).toMatchObject({ dryRun: true, failed: kept })
  expect(await api('health')).toMatchObject({ frames: failed })
  expect(await redrive(cloud.origin)).toMatchObject({ failed: kept, left: [] })
  await cloud.drain()
  const stored = { status: 'ok', frames: account({ accepted: 4, stored: 4 }), duplicateReadings: 0 }
  expect(await api('health')).toMatchObject({ ...stored, readings: stored.frames })
  const read = () => api('readings', { query: { sensor: 'garden.pump.temperature' } })
  const readings = await read()
  expect(readings.rows).toHaveLength(4)

  // A second time there is nothing left to send.
  expect(await redrive(cloud.origin)).toMatchObject({ failed: sent(0, 0, 0) })
  await cloud.drain()
  expect(await api('health')).toMatchObject(stored)
  expect(await read()).toEqual(readings)
})

it('says the same of the account after a restart, and keeps what was sent', async () => {
  const before = await start()
  failing = true
  await publish(before.cloud.bus, frame(0))
  await before.cloud.drain()
  failing = false
  await before.cloud.stop()
  await writeFile(join(folder, 'home.json'), '{"hyphae":"home","layout":1,"createdAt":""}')

  const { code, stdout } = await runHyphae(['redrive', '--json'], { HYPHAE_HOME: folder })
  expect([code, JSON.parse(stdout).failed]).toEqual([0, sent(1, 1, 1)])
  const after = await start()
  onTestFinished(() => after.cloud.stop())
  expect((await after.api('health')).frames).toEqual(account({ accepted: 1, stored: 1 }))
  expect(await readdir(join(folder, 'failures', 'redriven'))).toHaveLength(1)
})

it('sends a whole frame of quarantine once its cell is known, and lists the others with the reason', async () => {
  const { cloud, api } = await start()
  onTestFinished(() => cloud.stop())
  const empty = { cell: 'shed', readings: [] }
  await publish(
    cloud.bus,
    frame(0, empty),
    frame(1, { cell: 'shed' }),
    frame(2, { sentAt: 'noon' }),
  )
  await cloud.drain()
  const tooEarly = await redrive(cloud.origin)
  expect(tooEarly).toMatchObject({ quarantined: sent(0, 0, 0) })
  expect(tooEarly['left']).toContainEqual({
    reason: 'its cell is not registered yet; apply its site file',
    count: 1,
    examples: ['f-0'],
  })

  const shed = { cell: 'shed', name: 'Shed', sensors: ['temperature'] }
  const body = { ...garden, cells: [...garden.cells, shed] }
  await api('applySite', { parameters: { site: 'garden' }, body })
  const report = await redrive(cloud.origin)
  expect(report).toMatchObject({ quarantined: sent(1, 1, 0) })
  expect(report['left']).toEqual([
    { reason: 'it would be refused again; correct its gateway', count: 1, examples: ['f-2'] },
    {
      reason: 'its values may be about people and were not kept; its gateway has them',
      count: 1,
      examples: ['f-1'],
    },
  ])
  await cloud.drain()
  // Like one that its gateway sends again, it is accepted once more; quarantine keeps its history.
  const settled = account({ accepted: 4, stored: 1, quarantined: 3 })
  expect((await api('health')).frames).toEqual(settled)

  expect(await redrive(cloud.origin)).toMatchObject({ quarantined: sent(0, 0, 0) })
  await cloud.drain()
  expect((await api('health')).frames).toEqual(settled)
})

it("tells the command's user where there is nothing to redrive", async () => {
  const { code, stderr } = await runHyphae(['redrive'], { HYPHAE_HOME: join(folder, 'nowhere') })
  expect([code, stderr]).toEqual([2, expect.stringContaining('There is no data folder')])
})
