import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBus } from '#bus/bus.ts'
import { publishEvents } from '#bus/publish-events.ts'
import { eventTypes } from '#domain/events.ts'
import { type RunningHome, runHome } from '#simulators/cloud/home/run-home.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { gardenDay } from '#test/support/garden-day.ts'
import { runHyphae } from '#test/support/run-hyphae.ts'
import { garden } from '#test/support/sites.ts'

const folder = mkdtempSync(join(tmpdir(), 'hyphae-verdicts-'))
const run = (...words: string[]) => runHyphae(words, { HYPHAE_HOME: folder })

const sensor = 'garden.pump.temperature'
let home: RunningHome
let anomaly = ''
const list = async () => {
  const { code, stdout } = await run('verdicts', 'list', sensor, '--from', '2020-01-01', '--json')
  expect(code).toBe(0)
  return JSON.parse(stdout)
}

/** A day in which the pump fails. */
beforeAll(async () => {
  const quiet = { dashboard: null, simulation: false, schedules: false, windows: false }
  home = await runHome({ folder, port: 0, ...quiet })
  await openApi(home.cloud.origin, 'Ada')('applySite', {
    ...{ parameters: { site: 'garden' }, body: garden },
  })
  const type = eventTypes.readingsReported
  await publishEvents(
    openBus(home.cloud.bus),
    gardenDay().map((detail) => ({ source: 'test', type, detail })),
  )
  await home.cloud.drain()
}, 60_000)
afterAll(async () => {
  await home.stop()
  rmSync(folder, { recursive: true })
})

describe('hyphae verdicts', () => {
  it('says of an anomaly that it is expected, lists that, and takes it back', async () => {
    const before = await list()
    expect(before.items).toEqual([])
    anomaly = before.unjudged[0].id
    const said = await run('verdicts', 'say', anomaly, 'expected', '--by', 'Ada', '--comment', 'ok')
    expect(said).toMatchObject({ code: 0, stderr: '' })
    expect(said.stdout).toMatch(/^called expected by Ada\nTaught by Ada on .* is expected at any/)
    const { items, unjudged } = await list()
    expect(items).toMatchObject([
      { verdict: { anomaly, verdict: 'expected', by: 'Ada', comment: 'ok' }, isHeeded: true },
    ])
    expect(unjudged.map(({ id }: { id: string }) => id)).not.toContain(anomaly)
    const back = await run('verdicts', 'take-back', anomaly, '--by', 'Bo', '--json')
    expect(back.code).toBe(0)
    expect(JSON.parse(back.stdout)).toMatchObject({ applied: true, message: 'taken back by Bo' })
    const words = await run('verdicts', 'list', sensor, '--from', '2020-01-01')
    expect(words.stdout).toContain(`${anomaly}  expected, not heeded, let 0 pass\n  Taught by Ada`)
    expect(words.stdout).toMatch(/1 verdict, and \d+ anomal(y|ies) of which nothing was said\./)
  }, 60_000)

  it('changes nothing twice, and says so', async () => {
    const again = await run('verdicts', 'take-back', anomaly)
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toMatch(/^hyphae: Nothing was changed: already taken back by Bo, /)
    const json = await run('verdicts', 'take-back', anomaly, '--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({ applied: false })
  }, 60_000)

  it('refuses what is no verdict, and what is not known here', async () => {
    const wrong = await run('verdicts', 'say', anomaly, 'maybe')
    expect(wrong.code).not.toBe(0)
    expect(wrong.stderr).toContain('Allowed choices are expected, real')
    const unknown = await run('verdicts', 'say', 'nowhere.a.b@1~rarity', 'real')
    expect(unknown.code).toBe(1)
    expect(unknown.stderr).toContain('"nowhere"')
  }, 60_000)
})
