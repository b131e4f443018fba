import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { busName, clientSettings } from '../environment.ts'
import { isFullDisk } from '../full-disk.ts'
import { type RunningServer, startServer } from '../http/start-server.ts'
import { type Cloud, type CloudOptions, startCloud } from '../start-cloud.ts'
import { HomeError } from './home-error.ts'
import { findInstance } from './instance.ts'
import { nameServer } from './name-server.ts'
import { corrupt, type Home, openHome } from './open-home.ts'

export interface HomeOptions extends Pick<CloudOptions, 'batchSize' | 'storeEndpoint' | 'world'> {
  readonly folder: string
  readonly port: number
  readonly dashboard: string | null
  readonly simulation: boolean
  readonly schedules: boolean
  readonly windows: boolean
}

export interface RunningHome {
  readonly home: Home
  readonly cloud: Cloud
  stop(): Promise<void>
}

/** The cloud on a data folder, or one clear line why not. */
export async function runHome(options: HomeOptions): Promise<RunningHome> {
  const home = await openHome(options.folder)
  const server = nameServer(await listen(options.port), home.instance)
  home.announce(server.origin)
  try {
    const cloud = await startCloud({ ...options, server })
    return {
      home,
      cloud,
      async stop() {
        await cloud.stop()
        home.release()
      },
    }
  } catch (cause) {
    await server.stop()
    home.release()
    if (cause instanceof HomeError) throw cause
    const [what = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
    throw isFullDisk(cause)
      ? new HomeError(
          `The disk of ${options.folder} is full (${what}); make room and start again, nothing is lost.`,
          { cause },
        )
      : corrupt(options.folder, what, cause)
  }
}

async function listen(port: number): Promise<RunningServer> {
  try {
    return await startServer(port)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'EADDRINUSE')
      throw new HomeError(`Port ${port} is taken; stop what uses it, or set PORT to another.`, {
        cause,
      })
    if (code === 'EACCES')
      throw new HomeError(
        `Port ${port} needs rights this process has not; set PORT to one above 1024.`,
        { cause },
      )
    throw cause
  }
}

/** A cloud that leaves nothing behind. */
export async function runScratch(): Promise<{ readonly cloud: Cloud; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hyphae-'))
  const cloud = await startCloud({
    folder,
    server: await listen(0),
    dashboard: null,
    simulation: false,
    schedules: false,
    windows: false,
  })
  return {
    cloud,
    async stop() {
      await cloud.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export interface Reached {
  readonly origin: string
  readonly bus: string
  drain(): Promise<void>
  stop(): Promise<void>
}

/** The running Hyphae of a data folder; where none runs, one is started for the time being. */
export async function reachHome(
  folder: string,
  drained: (origin: string) => Promise<void>,
): Promise<Reached> {
  const instance = await findInstance(folder)
  if (instance) {
    Object.assign(process.env, clientSettings({ bus: instance.origin }))
    return {
      origin: instance.origin,
      bus: busName,
      drain: () => drained(instance.origin),
      stop: async () => {},
    }
  }
  const running = await runHome({
    folder,
    port: 0,
    dashboard: null,
    simulation: false,
    schedules: false,
    windows: false,
  })
  return {
    origin: running.cloud.origin,
    bus: running.cloud.bus,
    drain: () => running.cloud.drain(),
    stop: () => running.stop(),
  }
}
