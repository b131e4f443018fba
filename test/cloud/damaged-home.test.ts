import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import { HomeError } from '#simulators/cloud/home/home-error.ts'
import { runHome } from '#simulators/cloud/home/run-home.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { temporaryFolder } from '#test/support/clouds.ts'
import { gardenDay } from '#test/support/garden-day.ts'
import { startKillableCloud } from '#test/support/killable-cloud.ts'
import { garden } from '#test/support/sites.ts'

const options = { port: 0, dashboard: null, simulation: false, schedules: false, windows: false }

let lived: string
/** A folder where a day was lived, in two sittings. */
beforeAll(async () => {
  lived = await mkdtemp(join(tmpdir(), 'hyphae-test-'))
  const frames = gardenDay()
  for (const part of [frames.slice(0, 40), frames.slice(40)]) {
    const { cloud, stop } = await runHome({ ...options, folder: lived })
    const api = openApi(cloud.origin)
    await api('applySite', { parameters: { site: 'garden' }, body: garden })
    const publisher = openFramePublisher(openBus(cloud.bus))
    for (const frame of part) await publisher.publish(frame)
    await publisher.flush()
    await cloud.drain()
    await stop()
  }
})
afterAll(() => rm(lived, { recursive: true }))

let folder: string
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'home')
  await cp(lived, folder, { recursive: true })
})

const at = (...names: string[]) => join(folder, ...names)
const remove = (...names: string[]) => rm(at(...names), { recursive: true })

async function makeFolder(...names: string[]) {
  await rm(at(...names), { force: true })
  await mkdir(at(...names), { recursive: true })
}

async function newestIn(...names: string[]): Promise<string> {
  const files = (await readdir(at(...names))).filter((name) => name.endsWith('.log')).sort()
  return at(...names, files.at(-1) ?? '')
}

async function cut(file: string, share: number) {
  await truncate(file, Math.floor((await stat(file)).size * share))
}

async function blot(file: string) {
  const bytes = await readFile(file)
  const middle = Math.floor(bytes.length / 2)
  bytes.fill(0x55, middle, middle + 2_000)
  await writeFile(file, bytes)
}

type Damage = readonly [string, () => Promise<unknown>, readonly string[]]
const damages: readonly Damage[] = [
  ['without its store', () => remove('store'), ['store is gone']],
  ['with an empty store', () => makeFolderAnew('store'), ['store is gone']],
  ['with its marker only', onlyTheMarker, ['store is gone', 'home.json']],
  ['with a cut store', async () => cut(await newestIn('store'), 0.5), ['store has lost', 'mark']],
  ['with a lost last write', async () => cut(await newestIn('store'), 0.999), ['store has lost']],
  ['with an emptied store', async () => cut(await newestIn('store'), 0), ['store has lost']],
  ['with a blot in its store', async () => blot(await newestIn('store')), ['store has lost']],
  ['with a cut stream', async () => cut(await newestIn('stream'), 0.5), ['stream ends at record']],
  ['with an emptied stream', async () => cut(await newestIn('stream'), 0), ['stream ends at']],
  ['without its last stream', async () => rm(await newestIn('stream')), ['stream ends at record']],
  ['without any stream', () => remove('stream'), ['stream ends at record 0']],
  ['with stream and positions lost', streamAndPositions, ['stream ends at', 'accepted.json']],
  ['without what comes next', withoutNext, ['stream has no record 6', 'detect-anomalies']],
  ['with lost calls', () => remove('calls', 'log'), ['ends at record 0', 'position']],
  ['with a marker of rubbish', () => writeFile(at('home.json'), '['), ['home.json']],
  ['with a marker of another kind', () => writeFile(at('home.json'), '{}'), ['home.json']],
  ['with a folder for a marker', () => makeFolder('home.json'), ['home.json']],
  ['with a position of rubbish', () => writeFile(position(), '['), ['positions/track-incidents']],
  ['with a folder for a position', () => makeFolder('positions', 'track-incidents'), ['track-']],
  ['with an account of rubbish', () => writeFile(at('accepted.json'), '['), ['accepted.json']],
  ['with a folder for an account', () => makeFolder('accepted.json'), ['accepted.json']],
  ['with a failure of rubbish', () => writeFile(at('failures', 'x.json'), '['), ['failures']],
  ['with a mark of rubbish', () => writeFile(at('store-mark'), '['), ['store-mark']],
]

function position() {
  return at('positions', 'track-incidents')
}

async function makeFolderAnew(name: string) {
  await remove(name)
  await mkdir(at(name))
}

async function onlyTheMarker() {
  const marker = JSON.parse(await readFile(at('home.json'), 'utf8'))
  for (const name of await readdir(folder)) await remove(name)
  const history = { until: 1, complete: true }
  await writeFile(at('home.json'), JSON.stringify({ ...marker, history }))
}

async function streamAndPositions() {
  await remove('stream')
  await remove('positions')
}

async function withoutNext() {
  const [oldest = ''] = (await readdir(at('stream'))).sort()
  await remove('stream', oldest)
  await writeFile(at('positions', 'detect-anomalies'), '5')
}

describe('a data folder', () => {
  it.each(damages)(
    '%s is refused in one line, and again the next time',
    async (_, damage, parts) => {
      await damage()
      // A start that fails ends its process, and with it the hold on the store: here a copy stands in.
      for (const where of [folder, join(await temporaryFolder(), 'copy')]) {
        if (where !== folder) await cp(folder, where, { recursive: true })
        const fault = await runHome({ ...options, folder: where }).then(
          ({ stop }) => stop(),
          (error: unknown) => error,
        )
        expect(fault).toBeInstanceOf(HomeError)
        const { message } = fault as HomeError
        expect(message).not.toContain('\n')
        for (const part of [where, 'damaged', 'Move the folder away', ...parts])
          expect(message).toContain(part)
      }
    },
  )

  it('is taken up again from a copy, after a stop and after kills', async () => {
    const again = await runHome({ ...options, folder })
    await again.stop()
    for (const milliseconds of [0, 5, 50, 300]) {
      const killed = await startKillableCloud(folder)
      process.env['AWS_ENDPOINT_URL_EVENTBRIDGE'] = killed.origin
      const sending = sendDay()
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      await killed.kill()
      await sending
    }
    const { cloud, stop } = await runHome({ ...options, folder })
    await cloud.drain()
    const { frames } = await openApi(cloud.origin)('health')
    expect(frames).toMatchObject({ failed: 0, inFlight: 0 })
    await stop()
  })
})

async function sendDay() {
  const publisher = openFramePublisher(openBus('hyphae'))
  try {
    for (const frame of gardenDay()) await publisher.publish(frame)
    await publisher.flush()
  } catch {
    // Its process was killed meanwhile.
  }
}
