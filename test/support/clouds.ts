import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { type Cloud, startCloud } from '#simulators/cloud/start-cloud.ts'

export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hyphae-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function startTestCloud(folder: string): Promise<Cloud> {
  return startCloud({
    folder,
    server: await startServer(0),
    dashboard: null,
    simulation: false,
    schedules: false,
    windows: false,
  })
}
