import { mkdir, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { announceInstance, findInstance } from '#simulators/cloud/home/instance.ts'
import { openHome } from '#simulators/cloud/home/open-home.ts'
import { runHome } from '#simulators/cloud/home/run-home.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
}

async function leftBehind(pid: number, origin: string, id = 'killed'): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'instance.json'), JSON.stringify({ pid, origin, id }))
  return folder
}

/** Nothing listens there: every connection is refused. */
const nobody = 'http://127.0.0.1:1'

it.each([
  ['an unrelated process', process.ppid],
  ['this process', process.pid],
  ['the first process', 1],
  ['a whole group', 0],
  ['every process', -1],
])('a killed one whose pid is now %s does not stop the next start', async (_, pid) => {
  const folder = await leftBehind(pid, nobody)
  const home = await openHome(folder)
  home.announce(nobody)
  home.release()
})

it.each<[string, RequestListener]>([
  ['something else', (_, response) => response.end('<html>')],
  ['another Hyphae', (_, response) => response.end('{"id":"other"}')],
])('a killed one whose port is now used by %s does not stop the next start', async (_, answer) => {
  const folder = await leftBehind(process.ppid, await serve(answer))
  expect(await findInstance(folder)).toBeUndefined()
})

it('one that says nothing within a second counts as running while its process lives', async () => {
  const origin = await serve(() => {})
  const startedAt = performance.now()
  expect(await findInstance(await leftBehind(process.ppid, origin))).toMatchObject({ origin })
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  expect(await findInstance(await leftBehind(1, origin))).toBeUndefined()
  await expect(openHome(await leftBehind(process.ppid, origin))).rejects.toThrow('running already')
})

it.each(['', '[', '{"pid":1}', '{"pid":1,"origin":"http://example.org","id":"x"}'])(
  'a note that holds %j is replaced',
  async (text) => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'instance.json'), text)
    const home = await openHome(folder)
    home.announce(nobody)
    expect(() => announceInstance(folder, { pid: 2, origin: nobody, id: 'b' })).toThrow(
      'has just started',
    )
  },
)

it('a note that is a folder is named', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'instance.json'))
  await expect(openHome(folder)).rejects.toThrow(/instance\.json is no file .*; delete it/)
})

const options = { port: 0, dashboard: null, simulation: false, schedules: false, windows: false }

it('a running one is found by what it answers, and no more when it has stopped', async () => {
  const folder = await temporaryFolder()
  const running = await runHome({ ...options, folder })
  expect(await findInstance(folder)).toMatchObject({ origin: running.cloud.origin })
  await running.stop()
  expect(await findInstance(folder)).toBeUndefined()
})

it('a store that another process has open is told as that, and not as damage', async () => {
  const folder = await temporaryFolder()
  const running = await runHome({ ...options, folder })
  await writeFile(join(folder, 'instance.json'), '[')
  await expect(runHome({ ...options, folder })).rejects.toThrow(/is in use by another process/)
  await running.stop()
})
