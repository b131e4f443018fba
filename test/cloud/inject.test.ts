import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { runHome } from '#simulators/cloud/home/run-home.ts'
import type { Simulation } from '#simulators/cloud/http/serve-simulation.ts'
import { cellsWithApplication } from '#simulators/feeds/demo-people.ts'
import { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { noFaults } from '#simulators/feeds/faults/schedule.ts'
import { loadSite } from '#simulators/feeds/load-site.ts'
import { createWorld, type World } from '#simulators/feeds/world/create-world.ts'
import { temporaryFolder } from '#test/support/clouds.ts'
import { runHyphae } from '#test/support/run-hyphae.ts'

let world: Simulation | undefined
let folder: string

beforeEach(async () => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT')
  world = undefined
  folder = await temporaryFolder()
})

async function start() {
  const home = await runHome({
    folder,
    port: 0,
    dashboard: null,
    simulation: true,
    world: () => world,
    schedules: false,
    windows: false,
  })
  onTestFinished(() => home.stop())
  return home.cloud.origin
}

const from = Math.floor(Date.now() / 1_000) * 1_000
const dew = { site: 'basin', cell: 'dew-orchard', sensor: 'nitrate' }

function openWorld(site = dew.site, peopleApart: ReadonlySet<string> = new Set()) {
  const sites = [loadSite(site)]
  return createWorld({
    sites,
    peopleApart,
    seed: 7,
    boot: 'test',
    from,
    faults: noFaults,
    frameEverySeconds: 10,
  })
}

/** Two minutes of the sensor that is broken. */
function valuesIn(some: World): number[] {
  return some
    .framesUntil(from + 120_000)
    .filter(({ cell }) => cell === dew.cell)
    .flatMap(({ readings }) => readings)
    .filter(({ sensor }) => sensor === dew.sensor)
    .map(({ value }) => value)
}

const place = ['--site', dew.site, '--cell', dew.cell, '--sensor', dew.sensor]
const inject = (...words: string[]) => runHyphae(['inject', ...words], { HYPHAE_HOME: folder })

it('a fault that is injected changes what the world says, and its ground truth is told', async () => {
  const origin = await start()
  const living = openWorld()
  world = living
  const words = ['level-shift', ...place, '--for', '2h', '--set', 'size=60', '--json']
  const { code, stdout } = await inject(...words)
  expect(code).toBe(0)
  const label = FaultLabel.parse(JSON.parse(stdout))
  expect(label).toMatchObject({ kind: 'level-shift', sensors: ['basin.dew-orchard.nitrate'] })
  expect(label.end - label.onset).toBe(7_200_000)
  const [healthy, faulty] = [valuesIn(openWorld()), valuesIn(living)]
  expect((faulty.at(-1) ?? 0) - (healthy.at(-1) ?? 0)).toBeCloseTo(60, 6)
  const listed = (await (await fetch(`${origin}/simulation/faults`)).json()) as object
  expect(listed).toEqual({ faults: [label] })
})

it('tells in words what to watch', async () => {
  const origin = await start()
  world = openWorld()
  const { stdout } = await inject('stuck', ...place)
  expect(stdout).toMatch(/^stuck at basin, dew-orchard from .* UTC; it touches 1 sensor\./)
  expect(stdout).toContain(`${origin}/sensor?id=basin.dew-orchard.nitrate`)
})

it.each([
  [['stuckk', ...place], /No fault is named "stuckk". There are: spike, burst/],
  [
    ['stuck', '--site', 'bassin', '--cell', 'x', '--sensor', 'y'],
    /no site "bassin" here; choose basin/,
  ],
  [['stuck', '--site', 'basin', '--cell', 'dew-orchard'], /sensor is missing; add it/],
  [['level-shift', ...place], /size is missing; add it/],
  [['stuck', ...place, '--set', 'deep=1'], /no field "deep"/],
  [['stuck', ...place, '--set', 'deep'], /name=value/],
  [['stuck', ...place, '--for', 'long'], /--for "long" must be a time such as 10m/],
])('refuses %j', async (words, complaint) => {
  await start()
  world = openWorld()
  const { code, stderr, stdout } = await inject(...words)
  expect(stderr).toMatch(complaint)
  expect(code).not.toBe(0)
  expect(stdout).toBe('')
})

it('refuses to break what people say by themselves, and names what can be broken there', async () => {
  await start()
  world = openWorld('habitat', cellsWithApplication)
  const broken = (cell: string, sensor: string) =>
    inject('stuck', '--site', 'habitat', '--cell', cell, '--sensor', sensor)
  const { code, stderr } = await broken('moss-gallery', 'mood-valence')
  expect(code).toBe(2)
  expect(stderr).toMatch(
    /"mood-valence" of moss-gallery is what people.*choose air-temperature, .*co2/,
  )
  expect(stderr).not.toMatch(/choose .*mood-/)
  expect(world.labels()).toEqual([])
  expect(await broken('moss-gallery', 'co2')).toMatchObject({ code: 0 })
  expect(await broken('heron-house', 'mood-valence')).toMatchObject({ code: 0 })
})

it('says so where nothing runs, and where no feeds are simulated', async () => {
  expect(await inject('stuck', ...place)).toMatchObject({ code: 1 })
  await start()
  const { code, stderr } = await inject('stuck', ...place)
  expect(code).toBe(1)
  expect(stderr).toContain('No feeds are simulated yet')
})

it('takes nothing that a page of another origin could send unasked', async () => {
  const origin = await start()
  world = openWorld()
  const body = JSON.stringify({ kind: 'stuck', ...dew, forSeconds: 60 })
  const answer = await fetch(`${origin}/simulation/faults`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body,
  })
  expect(answer.status).toBe(415)
  const put = await fetch(`${origin}/simulation/faults`, { method: 'PUT', body })
  expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST'])
  expect(world.labels()).toEqual([])
})

it('lists every fault with its parameters in its help', async () => {
  const { stdout, code } = await inject('--help')
  expect(code).toBe(0)
  expect(stdout).toContain('unit-mix-up')
  expect(stdout).toMatch(/as \(fahrenheit or fraction or thousandfold\)/)
})
