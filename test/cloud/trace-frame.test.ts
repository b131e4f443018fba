import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { startTestCloud, temporaryFolder } from '#test/support/clouds.ts'
import { failsAt, gardenDay } from '#test/support/garden-day.ts'
import { runHyphae } from '#test/support/run-hyphae.ts'
import { garden } from '#test/support/sites.ts'

const bad = { sensor: 'nobody', at: failsAt, value: 1 }
const place = { site: 'garden', cell: 'pump' }

it("tells one frame's way from the store, whatever became of it", async () => {
  const folder = await temporaryFolder()
  const cloud = await startTestCloud(folder)
  const api = openApi(cloud.origin)
  await api('applySite', { parameters: { site: 'garden' }, body: garden })
  const publisher = openFramePublisher(openBus(cloud.bus))
  const frames = gardenDay()
  const last = frames.findLast(({ cell }) => cell === 'pump')
  for (const frame of frames) await publisher.publish(frame)
  if (last) {
    await publisher.publish({ ...last, frame: 'partly', readings: [...last.readings, bad] })
    await publisher.publish({ ...last, frame: 'lost', cell: 'shed' })
  }
  await publisher.flush()
  await cloud.drain()

  const wanted = (await api('incidents')).items[0]
  const { incident } = await api('incident', { parameters: { id: wanted?.id ?? '' } })
  const anomaly = incident.anomalies.find(({ cell }) => cell === 'pump')
  const frame = anomaly?.frame ?? ''
  const told = await api('frame', { parameters: { frame }, query: place })
  expect(told).toMatchObject({ frame, ...place, outcome: 'stored', readings: 24, quarantined: [] })
  expect(told.sentAt).toBe(
    new Date(frames.find((one) => one.frame === frame)?.sentAt ?? 0).toISOString(),
  )
  expect(Math.abs(Date.parse(told.storedAt ?? '') - Date.now())).toBeLessThan(120_000)
  expect(told.anomalies.map(({ id }) => id)).toContain(anomaly?.id)
  expect(told.incidents).toEqual([
    expect.objectContaining({
      id: incident.id,
      title: incident.title,
      status: incident.state.status,
    }),
  ])
  // Nobody is called for what happened months ago, and whoever asks is told so.
  expect(told.incidents[0]?.notified).toEqual([])
  const notifications = await api('notificationsOfIncident', { parameters: { id: incident.id } })
  expect(notifications).toEqual({
    items: [],
    why: 'A recording: what happened in it is over a day old.',
  })

  const partly = await api('frame', { parameters: { frame: 'partly' }, query: place })
  expect(partly).toMatchObject({ outcome: 'partly-stored', readings: 24, incidents: [] })
  expect(partly.quarantined).toMatchObject([{ code: 'unknown-sensor', sensor: 'nobody' }])
  const shed = { ...place, cell: 'shed' }
  const lost = await api('frame', { parameters: { frame: 'lost' }, query: shed })
  expect(lost).toMatchObject({ outcome: 'quarantined', readings: 0, storedAt: null })
  expect(lost.quarantined).toMatchObject([{ code: 'unknown-cell', at: lost.arrivedAt }])
  const nobody = api('frame', { parameters: { frame: 'nobody' }, query: place })
  await expect(nobody).rejects.toThrow(/no frame "nobody".*at=/)
  await cloud.stop()

  await writeFile(join(folder, 'home.json'), '{"hyphae":"home","layout":1,"createdAt":""}')
  const home = { HYPHAE_HOME: folder }
  const asked = await runHyphae(['trace', frame, '--json'], home)
  expect([asked.code, JSON.parse(asked.stdout)]).toEqual([0, told])
  const words = await runHyphae(['trace', 'partly'], home)
  expect(words.stdout).toContain('partly of garden pump: partly-stored, 24 readings stored, 1 ref')
  const none = await runHyphae(['trace', 'nobody'], home)
  expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('No frame "nobody"')])
})
