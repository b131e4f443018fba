import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { demoParticipants } from '#simulators/feeds/demo-world.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { temporaryFolder } from '#test/support/clouds.ts'
import { originIn, runHyphae, startHyphae } from '#test/support/run-hyphae.ts'

const quick = ['up', '--no-feeds']

async function takePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

/** One line for a person, no stack. */
function expectOneLine(stderr: string, ...parts: readonly string[]): void {
  const lines = stderr
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'))
  expect(lines).toHaveLength(1)
  for (const part of parts) expect(lines[0]).toContain(part)
}

it('says that a port is taken', async () => {
  const port = await takePort()
  const { code, stderr } = await runHyphae(quick, {
    HYPHAE_HOME: await temporaryFolder(),
    PORT: String(port),
  })
  expect(code).toBe(1)
  expectOneLine(stderr, `Port ${port} is taken`, 'set PORT')
})

it('says that PORT is no port', async () => {
  const { code, stderr } = await runHyphae(quick, {
    HYPHAE_HOME: await temporaryFolder(),
    PORT: 'http',
  })
  expect(code).toBe(2)
  expectOneLine(stderr, 'PORT is "http"')
})

it('says that the data folder cannot be written', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), '')
  const { code, stderr } = await runHyphae(quick, {
    HYPHAE_HOME: join(folder, 'file', 'data'),
    PORT: '0',
  })
  expect(code).toBe(1)
  expectOneLine(stderr, 'cannot be written', 'HYPHAE_HOME')
})

it.skipIf(process.getuid?.() === 0)('says that the data folder is read-only', async () => {
  const folder = await temporaryFolder()
  await chmod(folder, 0o500)
  const { stderr } = await runHyphae(quick, { HYPHAE_HOME: folder, PORT: '0' })
  expectOneLine(stderr, 'cannot be written')
})

it.each([
  ['a marker that is no JSON', 'home.json', '{"hyphae":'],
  ['a position that is no number', 'positions/detect-anomalies', 'here'],
  ['a store that is none', 'store/CURRENT', 'rubbish'],
  ['a stream that is none', 'stream/000000000000001.log', 'rub\nbish\n'],
])('says that the data folder is damaged: %s', async (_, file, text) => {
  const folder = await temporaryFolder()
  const first = startHyphae(quick, { HYPHAE_HOME: folder, PORT: '0' })
  await first.line('Hyphae is at', 60_000)
  first.child.kill('SIGINT')
  await first.finished
  await mkdir(join(folder, 'positions'), { recursive: true })
  await writeFile(join(folder, file), text)
  const { code, stderr } = await runHyphae(quick, { HYPHAE_HOME: folder, PORT: '0' })
  expect(code).toBe(1)
  expectOneLine(stderr, 'damaged', folder, 'Move the folder away')
})

it('refuses a second one on the same data, and stops cleanly on Ctrl-C', async () => {
  const folder = await temporaryFolder()
  const first = startHyphae(quick, { HYPHAE_HOME: folder, PORT: '0' })
  const origin = originIn(await first.line('Hyphae is at', 60_000))
  const second = await runHyphae(quick, { HYPHAE_HOME: folder, PORT: '0' })
  expect(second.code).toBe(1)
  expectOneLine(second.stderr, 'running already', origin)
  first.child.kill('SIGINT')
  const { code, stderr } = await first.finished
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

it('is ready when it is recorded who agreed, so that who takes it back then is not passed over', {
  timeout: 120_000,
}, async () => {
  const running = startHyphae(['up', '--no-history'], {
    ...{ HYPHAE_HOME: await temporaryFolder(), PORT: '0' },
  })
  const api = openApi(originIn(await running.line('Hyphae is at', 100_000)))
  const consents = async () =>
    (await api('consents', { parameters: { site: 'habitat' }, query: { limit: 500 } })).items
  expect(new Set((await consents()).map(({ consent }) => consent.subject))).toEqual(
    new Set(demoParticipants.map(({ subject }) => subject)),
  )
  const { subject = '' } = demoParticipants.at(-1) ?? {}
  const whose = { site: 'habitat', subject, purpose: 'aggregates' } as const
  await api('withdrawConsent', { parameters: whose, query: {} })
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  const out = (await consents()).filter(({ inForce }) => !inForce)
  expect(out.map(({ consent }) => consent.subject)).toEqual([subject])
  running.child.kill('SIGINT')
  expect(await running.finished).toMatchObject({ code: 0, stderr: '' })
})
