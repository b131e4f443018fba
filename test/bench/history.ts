import { openBus } from '#bus/bus.ts'
import { runScratch } from '#simulators/cloud/home/run-home.ts'
import { demoSites, publishHistory } from '#simulators/feeds/demo-world.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { openApi } from '#simulators/replay/open-api.ts'

const largestBacklog = 400

/** A fortnight of both feeds: simulated, through PutEvents over HTTP, stream, handlers and the store on disk. */
export async function benchHistory() {
  const { cloud, stop } = await runScratch()
  const api = openApi(cloud.origin)
  for (const site of demoSites)
    await api('applySite', { parameters: { site: site.site }, body: site })
  const publisher = openFramePublisher(openBus(cloud.bus))
  const startedAt = performance.now()
  await publishHistory(publisher, Date.now(), new AbortController().signal, async () => {
    while (cloud.backlog() > largestBacklog) await new Promise((resolve) => setTimeout(resolve, 5))
  })
  await cloud.drain()
  const seconds = (performance.now() - startedAt) / 1000
  const { readings } = await api('health')
  await stop()
  return {
    readings: readings.stored,
    seconds: Math.round(seconds * 10) / 10,
    readingsPerSecond: Math.round(readings.stored / seconds),
    rssMb: Math.round(process.memoryUsage().rss / 1e6),
  }
}
