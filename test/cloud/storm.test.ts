import { expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { Mailbox } from '#domain/notify/letter.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { startTestCloud, temporaryFolder } from '#test/support/clouds.ts'
import { hubSite } from '#test/support/storm.ts'

const second = 1_000
const stepsBefore = 6
/** Lately: of what is long past nobody is told. */
const begin = Math.floor(Date.now() / 60_000) * 60_000 - 300 * second
const failsAt = begin + 60 * second

/** A minute of calm and a minute of trouble, every ten seconds a reading; each bed follows the hub in its own time. */
function stormFrames(): ReportedFrame[] {
  return hubSite.cells.flatMap(({ cell, sensors = [] }, place) => {
    const reachedAt = failsAt + (cell === 'hub' ? 0 : 1 + ((place * 7) % 39)) * second
    return Array.from({ length: 2 * stepsBefore }, (_, step): ReportedFrame => {
      const at = begin + step * 10 * second
      return {
        ...{ schemaVersion: 1, frame: `${cell}-${step}`, site: hubSite.site, cell },
        ...{ boot: 'b1', run: 'storm', sentAt: at + second },
        readings: sensors.map((entry) => ({
          sensor: typeof entry === 'string' ? entry : entry.sensor,
          ...{ sequence: step, at, value: at >= reachedAt ? 40 : 20 + (step % 3) / 10 },
        })),
      }
    })
  })
}

/** By their time, as they come; or each second one early and all of them twice. */
const inOrder = () => stormFrames().sort((a, b) => a.sentAt - b.sentAt)
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
  await api('applyPolicy', {
    parameters: { scope: `site:${hubSite.site}` },
    body: {
      ...{ settings: { above: { tell: 30, recover: 28 } }, basedOn: 0, from: begin },
      ...{ by: 'Ada', reason: 'a limit that needs no learning' },
    },
  })
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
