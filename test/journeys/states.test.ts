import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { findAxeViolations } from '#test/support/dashboard-axe.ts'
import { type DashboardFixture, startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

let browser: Browser
let dashboard: DashboardFixture | undefined
beforeAll(async () => {
  browser = await launchChromium()
})
afterEach(async () => {
  await dashboard?.close()
})
afterAll(async () => {
  await browser?.close()
})

const start = async (options = {}) => {
  dashboard = await startDashboard(createWorld(Date.now(), options))
  return dashboard
}

it('is calm where nothing happens', async () => {
  const { origin } = await start({ isCalm: true })
  const page = await openPage(browser, origin, 1440)
  await page.getByRole('heading', { name: 'Nothing is unresolved' }).waitFor()
  await page.getByText('All quiet').waitFor()
  expect(await page.title()).toBe('Overview · Hyphae')
  expect(await findAxeViolations(page)).toEqual([])
  await page.goto(`${origin}/incidents?status=open`)
  await page.getByText('No incident fits').waitFor()
  await page.goto(`${origin}/status`)
  await page.getByText('Nothing is in quarantine').waitFor()
  await page.context().close()
})

it('says so where there is nothing yet', async () => {
  const { origin } = await start({ isCalm: true, ecoCells: 0, clusters: 0 })
  const page = await openPage(browser, `${origin}/sensors`, 1440)
  await page.getByText('No sensor is registered').waitFor()
  expect(await findAxeViolations(page)).toEqual([])
  await page.context().close()
})

it.each([
  ['old-mill.cell-7.ph', 'Never reported'],
  ['linden-quarter.cell-4.mood-valence', 'Hidden: fewer than 10 people'],
  ['linden-quarter.cell-5.co2', 'Learning 62 %'],
  ['linden-quarter.cell-5.co2', 'learning: 62 %, daily cycle not yet known'],
  ['linden-quarter.cell-3.light', 'Late'],
  ['linden-quarter.cell-2.co2', 'Anomalous'],
  ['linden-quarter.cell-1.co2', 'OK'],
])('says of %s: %s', async (sensor, words) => {
  const { origin } = await start()
  const page = await openPage(browser, `${origin}/sensor?id=${sensor}`, 1440)
  await page.getByText(words, { exact: true }).first().waitFor()
  await page.getByTestId('method').waitFor()
  const isOk = (await page.locator('main [data-look="ok"]').count()) > 0
  expect(isOk).toBe(words === 'OK')
  expect(await findAxeViolations(page)).toEqual([])
  await page.context().close()
})

it('says of moods where the loop of people and controller stands', async () => {
  const { origin } = await start()
  const page = await openPage(
    browser,
    `${origin}/sensor?id=linden-quarter.cell-1.mood-valence`,
    1440,
  )
  const loop = page.getByTestId('loop')
  await loop.waitFor()
  expect(await loop.textContent()).toMatch(/^Loop gain not identifiable: .*, 4 min ago\.$/)
  await page.goto(`${origin}/sensor?id=linden-quarter.cell-1.co2`)
  await page.getByRole('heading', { name: 'About this sensor' }).waitFor()
  expect(await loop.count()).toBe(0)
  expect(await findAxeViolations(page)).toEqual([])
  await page.context().close()
})

it('names what is missing rather than showing an empty page', async () => {
  const { origin } = await start()
  const page = await openPage(browser, `${origin}/sensor?id=old-mill.cell-1.nothing`, 1440)
  await page.getByText('There is no such sensor').waitFor()
  await page.goto(`${origin}/incident?id=none`)
  await page.getByText('There is no such incident').waitFor()
  expect(await findAxeViolations(page)).toEqual([])
  await page.context().close()
})

it('tells loading, and then that nothing answers', async () => {
  const { origin } = await start()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  if (dashboard) dashboard.cut = true
  await page.goto(`${origin}/sensors`)
  await page.getByText('Loading the sensors').waitFor()
  await page.getByText('Nothing has been received yet.').waitFor({ timeout: 6_000 })
  await page.getByText('The sensors could not be loaded').waitFor({ timeout: 10_000 })
  expect(await page.locator('[data-look="ok"]').count()).toBe(0)
  expect(await findAxeViolations(page)).toEqual([])
  await context.close()
})
