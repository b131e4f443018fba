import { expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { Mailbox } from '#domain/notify/letter.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { startTestCloud, temporaryFolder } from '#test/support/clouds.ts'
import { hubSite } from '#test/support/storm.ts'
import { limitWithoutLearning, stormBegin, stormFrames } from '#test/support/storm-frames.ts'

/** By their time, as they come; or each second one early and all of them twice. */
const begin = stormBegin()
const inOrder = () => stormFrames(begin).sort((a, b) => a.sentAt - b.sentAt)
const disturbed = () => {
  const frames = inOrder()
  const perStep = hubSite.cells.length
  const swapped = frames.map((_, index) => {
    const step = Math.floor(index / perStep)
    const other = step % 2 === 0 ? index + perStep : index - perStep
    return frames[other] ?? frames[index]
  })
  return swapped.flatMap((frame) => (frame ? [frame, frame] : []))
}

async function incidentsAfter(frames: readonly ReportedFrame[]) {
  const cloud = await startTestCloud(await temporaryFolder())
  const api = openApi(cloud.origin, 'Ada')
  await api('applySite', { parameters: { site: hubSite.site }, body: hubSite })
  await api('applyPolicy', limitWithoutLearning(begin))
  const publisher = openFramePublisher(openBus(cloud.bus))
  for (const frame of frames) await publisher.publish(frame)
  await publisher.flush()
  await cloud.drain()
  const { items } = await api('incidents', { query: {} })
  const details = await Promise.all(items.map(({ id }) => api('incident', { parameters: { id } })))
  const { items: letters } = Mailbox.parse(
    await (await fetch(`${cloud.origin}/cloud/mailbox`)).json(),
  )
  await cloud.stop()
  expect(letters.map(({ subject }) => subject)).toEqual([expect.stringContaining('Hub')])
  return details.map(({ incident: { version: _, ...incident } }) => incident)
}

it('a hub failure with 500 alerts in a minute is one incident that names the hub and one message, whatever came twice or out of order', async () => {
  const calm = await incidentsAfter(inOrder())
  expect(calm).toHaveLength(1)
  const [incident] = calm
  expect(incident).toMatchObject({
    ...{ rootCell: 'hub', severity: 'critical' },
    blastRadius: { cells: 62, sensors: 496 },
  })
  expect(incident?.title).toMatch(/^Hub: .*, 496 sensors downstream in 62 cells$/)
  expect((incident?.anomalies.length ?? 0) + (incident?.omittedAnomalies ?? 0)).toBe(500)
  expect(await incidentsAfter(disturbed())).toEqual(calm)
}, 120_000)
