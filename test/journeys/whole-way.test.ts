import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openApi } from '#simulators/replay/open-api.ts'
import { launchChromium } from '#test/support/chromium.ts'
import { temporaryFolder } from '#test/support/clouds.ts'
import { findAxeViolations } from '#test/support/dashboard-axe.ts'
import { openPage } from '#test/support/dashboard-page.ts'
import { originIn, startHyphae } from '#test/support/run-hyphae.ts'

const dayMilliseconds = 86_400_000
const failedHub = 'Mycelium Hub North'
const incidentSensor = 'basin.hub-north.flow-alder'

async function within<Value>(
  seconds: number,
  look: () => Promise<Value | undefined>,
): Promise<Value> {
  const deadline = performance.now() + seconds * 1_000
  for (;;) {
    const value = await look()
    if (value !== undefined) return value
    if (performance.now() > deadline) throw new Error(`Not seen within ${seconds} s.`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** The README's pictures, when asked for. */
async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['HYPHAE_PICTURES'] === '1' ? 'docs/pictures' : 'test-results/pictures'
  mkdirSync(folder, { recursive: true })
  await page.waitForTimeout(3_000)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

it('shows a reading on its whole way, from npm start to an acknowledged incident and a second start', async () => {
  const environment = { HYPHAE_HOME: await temporaryFolder(), PORT: '0' }
  const first = startHyphae(['up'], environment)
  const origin = originIn(await first.line('Hyphae is at', 120_000))
  const api = openApi(origin)

  // Both feeds are live, and the injected failure of a hub is an incident within a minute.
  const incident = await within(60, async () =>
    (await api('incidents', { query: { status: 'unresolved' } })).items.find(
      ({ place }) => place === failedHub,
    ),
  )
  const { items: sensors } = await api('sensors', { query: { limit: 5_000 } })
  expect(sensors.length).toBeGreaterThanOrEqual(200)
  const fresh = sensors.filter(({ latest }) => (latest.at ?? 0) > Date.now() - 60_000)
  expect(new Set(fresh.map(({ sensor }) => sensor.feed))).toEqual(
    new Set(['ecocell', 'nutrient-network']),
  )

  // A fortnight at five minutes, through the same detector: bands and scores from the second day on.
  const to = Date.now()
  const query = {
    sensor: 'basin.alder-bed.soil-moisture',
    from: to - 14 * dayMilliseconds,
    to,
    maxPoints: 5_000,
  }
  const history = await api('series', { query })
  expect(history.readings).toBeGreaterThan(14 * 288 - 2)
  expect(history.points.filter((point) => point[2] !== null).length).toBeGreaterThan(13 * 288)

  const browser = await launchChromium()
  const page = await openPage(browser, origin, 1440)
  await page.getByText(`${failedHub}: `, { exact: false }).first().waitFor()
  expect(await findAxeViolations(page)).toEqual([])
  await takePicture(page, 'live-overview')
  await page.goto(`${origin}/incident?id=${encodeURIComponent(incident.id)}`)
  await page.getByRole('heading', { level: 1, name: new RegExp(failedHub) }).waitFor()
  expect(await findAxeViolations(page)).toEqual([])
  await page.goto(`${origin}/sensor?id=${encodeURIComponent(query.sensor)}`)
  await page.getByTestId('live-state').getByText('Live').waitFor()
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await findAxeViolations(page)).toEqual([])
  await page.goto(`${origin}/sensor?id=${encodeURIComponent(incidentSensor)}`)
  await page.getByTestId('live-state').getByText('Live').waitFor()
  await takePicture(page, 'live-anomaly')
  await browser.close()
  const acted = await openApi(origin, 'Night shift')('acknowledgeIncident', {
    parameters: { id: incident.id },
    body: {},
  })
  expect(acted.applied).toBe(true)
  const late = await openApi(origin, 'Day shift')('acknowledgeIncident', {
    parameters: { id: incident.id },
    body: {},
  })
  expect(late).toMatchObject({ applied: false, message: expect.stringContaining('by Night shift') })

  first.child.kill('SIGINT')
  expect(await first.finished).toMatchObject({ code: 0, stderr: '' })
  const stoppedAt = Date.now()
  await new Promise((resolve) => setTimeout(resolve, 35_000))

  // A second start keeps everything and shows the pause as a gap.
  const startedAt = performance.now()
  const second = startHyphae(['up'], environment)
  const again = openApi(originIn(await second.line('Hyphae is at', 20_000)))
  expect(performance.now() - startedAt).toBeLessThan(20_000)
  const kept = await again('incident', { parameters: { id: incident.id } })
  expect(kept.summary.owner).toBe('Night shift')
  const air = {
    sensor: 'habitat.heron-house.air-temperature',
    from: stoppedAt - 60_000,
    maxPoints: 1_000,
  }
  const points = await within(40, async () => {
    const series = await again('series', { query: { ...air, to: Date.now() } })
    return series.points.some(([at, value]) => value !== null && at > stoppedAt + 35_000)
      ? series.points
      : undefined
  })
  expect(points.filter(([, value]) => value === null)).toHaveLength(1)
  expect(points.find(([, value]) => value === null)?.[0]).toBeLessThanOrEqual(stoppedAt + 1_000)
  second.child.kill('SIGINT')
  expect(await second.finished).toMatchObject({ code: 0, stderr: '' })
})
