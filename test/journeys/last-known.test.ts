import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { type DashboardFixture, startDashboard } from '#test/support/dashboard-fixture.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

let browser: Browser
let dashboard: DashboardFixture
beforeAll(async () => {
  browser = await launchChromium()
})
beforeEach(async () => {
  dashboard = await startDashboard(createWorld(Date.now()))
})
afterEach(() => dashboard?.close())
afterAll(() => browser?.close())

/** A page whose clock the test turns. */
async function openClocked(address: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(dashboard.origin + address)
  await page.getByTestId('live-state').getByText('Live').waitFor()
  return page
}

/** In steps that let what was asked be answered, as no real clock runs ahead of the answers. */
async function turnOn(page: Page, seconds: number) {
  for (let turned = 0; turned < seconds; turned += 5) {
    await page.clock.runFor(5_000)
    await page.waitForTimeout(20)
  }
}

const sensor = '/sensor?id=linden-quarter.cell-1.air-temperature&range=1h'
const refused = 'The readings could not be loaded again. What came before is still shown.'

it('keeps the readings while nothing arrives, when their window has moved on', async () => {
  const page = await openClocked(`${sensor}&table=true`)
  await page.locator('tbody tr').first().waitFor()
  const readings = await page.locator('tbody tr').count()
  dashboard.cut = true
  await turnOn(page, 240)
  await page.getByText('Connection lost.').waitFor()
  await page.getByText(refused).waitFor()
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(readings * 0.9)

  dashboard.cut = false
  await turnOn(page, 10)
  await page.getByText(refused).waitFor({ state: 'detached' })
  expect(await page.locator('tbody tr').count()).toBeGreaterThan(readings * 0.9)
  await page.context().close()
})

it('tells of readings that cannot be loaded while everything else arrives', async () => {
  const page = await openClocked(sensor)
  await page.getByTestId('method').waitFor()
  dashboard.faulty.add('series')
  await turnOn(page, 240)
  await page.getByText(refused).waitFor()
  await page.getByTestId('method').waitFor()
  dashboard.faulty.clear()
  await page.getByRole('button', { name: 'Try again to load the readings' }).click()
  await page.getByText(refused).waitFor({ state: 'detached' })
  await page.context().close()
})

it('shows no readings of another time for those that cannot be loaded', async () => {
  const page = await openClocked(`${sensor}&table=true`)
  await page.locator('tbody tr').first().waitFor()
  dashboard.faulty.add('series')
  for (const _ of [1, 2, 3]) await page.getByRole('button', { name: 'Earlier' }).click()
  await page.getByRole('alert').getByText('The readings could not be loaded').waitFor()
  expect(await page.locator('tbody tr').count()).toBe(0)
  await page.getByRole('alert').getByText('The anomalies could not be loaded').waitFor()
  await page.context().close()
})

it('keeps an incident that moved on while its lines cannot be loaded', async () => {
  const page = await openClocked('/incident?id=old-mill~cascade-1')
  await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  dashboard.faulty.add('incident')
  const known = dashboard.world.incidents.get('old-mill~cascade-1')
  if (!known) throw new Error('The made-up world has lost its cascade.')
  const summary = { ...known.summary, version: known.summary.version + 1 }
  dashboard.world.incidents.set('old-mill~cascade-1', { ...known, summary })
  await turnOn(page, 15)
  await page.getByText('The incident could not be loaded again. What came before').waitFor()
  await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  await page.context().close()
})

it('keeps the list when the first answer after a lost connection fails', async () => {
  const page = await openClocked('/incidents')
  await page.getByRole('listitem').first().waitFor()
  const rows = await page.locator('[data-row]').count()
  expect(rows).toBeGreaterThan(1)
  dashboard.cut = true
  await turnOn(page, 10)
  await page.getByText('Connection lost.').waitFor()
  dashboard.faulty.add('incidents')
  dashboard.cut = false
  await turnOn(page, 15)
  await page.getByText('The incidents could not be loaded again').waitFor()
  expect(await page.locator('[data-row]').count()).toBe(rows)
  await page.context().close()
})
