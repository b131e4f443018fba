import { spawn } from 'node:child_process'
import { expect, it, onTestFinished } from 'vitest'
import { openBus } from '#bus/bus.ts'
import { publishEvents } from '#bus/publish-events.ts'
import { watchdogSite } from '#domain/beat.ts'
import { eventTypes } from '#domain/events.ts'
import { runHome } from '#simulators/cloud/home/run-home.ts'
import { openMailbox } from '#simulators/cloud/mailbox/mailbox.ts'
import { askHome } from '#simulators/cloud/watchdog/run-watchdog.ts'
import { type Asked, lookAtHome, newHomeWatch } from '#simulators/cloud/watchdog/watch-home.ts'
import { keepWatchdog } from '#simulators/replay/keep-watchdog.ts'
import { temporaryFolder } from '#test/support/clouds.ts'

const options = { port: 0, dashboard: null, simulation: false, schedules: false, windows: false }

it('travels the whole way and is in the health; once it stalls, the watchdog tells', async () => {
  const folder = await temporaryFolder()
  const { cloud, stop } = await runHome({ ...options, folder })
  try {
    expect(await askHome(folder)).toEqual({ kind: 'answered', origin: cloud.origin, beatAt: null })
    const at = Date.now()
    const detail = { site: watchdogSite, at }
    const type = eventTypes.watchdogSent
    await publishEvents(openBus(cloud.bus), [{ source: 'hyphae.watchdog', type, detail }])
    await cloud.drain()
    await cloud.drain()
    const asked = await askHome(folder)
    expect(asked).toEqual({ kind: 'answered', origin: cloud.origin, beatAt: at })
    const before = newHomeWatch(at)
    expect(lookAtHome(before, asked, at + 170_000).message).toBeNull()
    expect(lookAtHome(before, asked, at + 190_000).message?.title).toMatch(/has been silent since/)
  } finally {
    await stop()
  }
  expect(await askHome(folder)).toEqual({ kind: 'gone' })
})

it('tells of a process that is gone, once, and that it runs again', () => {
  const answered: Asked = { kind: 'answered', origin: 'http://127.0.0.1:1', beatAt: 0 }
  const told: string[] = []
  let home = newHomeWatch(0)
  const looks: Asked[] = [answered, ...Array(5).fill({ kind: 'gone' }), answered, answered]
  for (const [index, asked] of looks.entries()) {
    const looked = lookAtHome(home, asked, index * 15_000)
    home = looked.home
    if (looked.message) told.push(`${index} ${looked.message.title}`)
  }
  expect(told).toEqual([
    '3 Hyphae does not run any more, and nobody stopped it',
    '6 Hyphae runs again',
  ])
})

it('takes one that is there and says nothing for a stall', () => {
  let home = newHomeWatch(0)
  const told: string[] = []
  for (let second = 0; second <= 240; second += 15) {
    const looked = lookAtHome(home, { kind: 'unanswered' }, second * 1000)
    home = looked.home
    if (looked.message) told.push(`${second} ${looked.message.title}`)
  }
  expect(told).toEqual(['180 The pipeline has been silent since 00:00 UTC'])
})

it('is a process that outlives the one it watches by a message', async () => {
  const folder = await temporaryFolder()
  const words = ['simulators/replay/hyphae.mjs', 'watchdog', '--child', '--home', folder]
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'ignore', 'pipe'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  // As a kill of the parent does.
  child.stdin.end()
  expect(await ended).toBe(0)
  const title = 'Hyphae does not run any more, and nobody stopped it'
  expect(said).toContain(`WATCHDOG: ${title}`)
  expect(await openMailbox(folder).read(10)).toMatchObject([{ via: 'watchdog', subject: title }])
})

it('ends without a word where it is told to', async () => {
  const folder = await temporaryFolder()
  const words = ['simulators/replay/hyphae.mjs', 'watchdog', '--home', folder]
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  const first = await new Promise<Buffer>((heard) => child.stdout.once('data', heard))
  expect(String(first)).toBe(`Watching ${folder}; Ctrl-C ends it.\n`)
  child.kill('SIGTERM')
  expect([await ended, said]).toEqual([0, ''])
})

it('is replaced where something ends it, and ends where it is stopped', async () => {
  const pids: Array<number | undefined> = []
  let started = Promise.withResolvers<number>()
  const onStart = (pid: number | undefined) => {
    pids.push(pid)
    started.resolve(pid ?? 0)
  }
  const kept = keepWatchdog(await temporaryFolder(), { pauseMilliseconds: 10, onStart })
  const first = await started.promise
  started = Promise.withResolvers<number>()
  process.kill(first, 'SIGKILL')
  const second = await started.promise
  await kept.stop()
  expect(pids).toEqual([first, second])
  expect(() => process.kill(second, 0)).toThrow('ESRCH')
})
