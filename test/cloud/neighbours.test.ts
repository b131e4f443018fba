import { describe, expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import type { ReportedFrame } from '#domain/frame.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { startCloud } from '#simulators/cloud/start-cloud.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { exportLines } from '#simulators/replay/export/export-lines.ts'
import { noSink } from '#simulators/replay/export/open-sink.ts'
import { writeExport } from '#simulators/replay/export/write-export.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { temporaryFolder } from '#test/support/clouds.ts'
import { firstHour, nursery, summaries, usualCourse } from '#test/support/neighbours.ts'

const day = 24
/** The south drifts away from the ninth day on. */
const course = (cell: string, hour: number) =>
  usualCourse(cell, hour) + (cell === 'south' ? 0.08 * Math.max(0, hour - 9 * day) : 0)

/** A reading an hour of every house; each day's frames come house by house, or hour by hour. */
function frames(isByHouse: boolean): ReportedFrame[] {
  const inOrder = summaries(12 * day, course)
  const sorted = isByHouse
    ? inOrder.toSorted(
        (a, b) => dayOf(a.hour) - dayOf(b.hour) || (a.cell < b.cell ? -1 : Number(a.cell > b.cell)),
      )
    : inOrder
  return sorted.map(({ cell, hour, values }) => {
    const at = hour * 3_600_000 + 60_000
    const value = Math.round((values['humidity'] ?? 0) * 10) / 10
    const sequence = hour - firstHour
    return {
      ...({ schemaVersion: 1, site: 'nursery', cell, boot: 'b' } as const),
      ...{ frame: `${cell}-${hour}`, sentAt: at },
      readings: [{ sensor: 'humidity', sequence, at, value }],
    }
  })
}

function dayOf(hour: number): number {
  return Math.floor(hour / day)
}

async function play(list: readonly ReportedFrame[], batchSize: number) {
  const cloud = await startCloud({
    folder: await temporaryFolder(),
    server: await startServer(0),
    ...{ dashboard: null, simulation: false, schedules: false, windows: false, batchSize },
  })
  const api = openApi(cloud.origin, 'Ada')
  await api('applySite', { parameters: { site: 'nursery' }, body: nursery })
  const publisher = openFramePublisher(openBus(cloud.bus))
  for (const frame of list) await publisher.publish(frame)
  await publisher.flush()
  await cloud.drain()
  const lines: string[] = []
  const wanted = { site: undefined, from: 0, to: 8e12, canonical: true }
  const known = await writeExport(exportLines(api, wanted), noSink.take, () => {})
  for await (const line of exportLines(api, wanted)) lines.push(JSON.stringify(line))
  await cloud.stop()
  return { known, lines }
}

describe('a sensor that drifts away from its neighbours', () => {
  it('becomes an incident, the same in batches of any size and whichever house comes first', async () => {
    const one = await play(frames(false), 500)
    const its = one.lines.filter((line) => line.includes('neighbour-drift'))
    expect(its.join()).toContain('nursery.south.humidity')
    expect(its.filter((line) => line.includes('inc-'))).not.toEqual([])
    expect((await play(frames(true), 40)).known).toEqual(one.known)
  })
})
