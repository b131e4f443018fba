import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import type { Meter } from '#simulators/cloud/meter.ts'
import { type Cloud, startCloud } from '#simulators/cloud/start-cloud.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { benchSite } from '../load/bench-site.ts'

/** A cloud of its own on disk, with the bench's site applied; live ones keep AWS's windows and schedules. */
export async function withCloud<Result>(
  site: { readonly cells: number; readonly sensorsPerCell: number; readonly live: boolean },
  meter: Meter,
  work: (cloud: Cloud) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'hyphae-bench-'))
  const cloud = await startCloud({
    folder,
    server: await startServer(0),
    dashboard: null,
    simulation: false,
    schedules: site.live,
    windows: site.live,
    meter,
  })
  try {
    const body = benchSite(site.cells, site.sensorsPerCell)
    await openApi(cloud.origin)('applySite', { parameters: { site: body.site }, body })
    return await work(cloud)
  } finally {
    await cloud.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
