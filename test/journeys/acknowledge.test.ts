import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { stuckCarbonDioxide } from '#test/support/dashboard-anomalies.ts'
import { type DashboardFixture, startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

let browser: Browser
let dashboard: DashboardFixture
beforeAll(async () => {
  browser = await launchChromium()
})
beforeEach(async () => {
  await dashboard?.close()
  dashboard = await startDashboard(createWorld(Date.now()))
})
afterAll(async () => {
  await browser?.close()
  await dashboard?.close()
})

const incident = '/incident?id=old-mill~cascade-1'

async function acknowledgeAs(page: Page, name: string, comment = '') {
  await page.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Your name').fill(name)
  await dialog.getByLabel('Comment').fill(comment)
  await dialog.getByRole('button', { name: 'Acknowledge' }).click()
}

it('tells the slower of two operators who was faster', async () => {
  const ada = await openPage(browser, dashboard.origin + incident, 1440)
  const ben = await openPage(browser, dashboard.origin + incident, 1440)
  await ben.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  const dialog = ben.getByRole('dialog')
  await dialog.getByLabel('Your name').fill('Ben')
  await acknowledgeAs(ada, 'Ada', 'Valve 3')
  await ada.getByText('Acknowledged by Ada: Valve 3').waitFor()
  await dialog.getByRole('button', { name: 'Acknowledge' }).click()
  await ben.getByText('Already acknowledged by Ada, 1 s ago.').waitFor()
  await ben.getByText('Acknowledged by Ada', { exact: true }).first().waitFor()
  expect(await ben.getByText('Acknowledged by Ben').count()).toBe(0)
  await ada.context().close()
  await ben.context().close()
})

it('shows it as done at once, and takes it back when it did not arrive', async () => {
  const page = await openPage(browser, dashboard.origin + incident, 1440)
  await page.getByText('Open, no owner').waitFor()
  dashboard.delay = 1_200
  await acknowledgeAs(page, 'Ada')
  await page.getByText('Acknowledged by Ada').first().waitFor({ timeout: 500 })
  dashboard.cut = true
  await page.getByText('could not be acknowledged').waitFor()
  await page.getByText('Open, no owner').waitFor()
  await page.context().close()
})

it('remembers the name, so that one key acknowledges the next time', async () => {
  const page = await openPage(browser, dashboard.origin + incident, 1440)
  await acknowledgeAs(page, 'Ada')
  await page.getByText('Acknowledged by Ada.').first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.getByText('Winter garden 1: Carbon').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('a')
  await page
    .locator('[data-row="linden-quarter~stuck-1"]')
    .getByText('Acknowledged by Ada')
    .waitFor()
  expect(dashboard.world.incidents.get('linden-quarter~stuck-1')?.summary.owner).toBe('Ada')
  await page.context().close()
})

it('offers whoever only looks nothing to press', async () => {
  dashboard.role = 'viewer'
  for (const width of [1440, 390] as const) {
    const page = await openPage(browser, dashboard.origin + incident, width)
    await page.getByText('Open, no owner').first().waitFor()
    await page
      .getByRole('group', { name: /^Verdict on/ })
      .first()
      .waitFor({ state: 'attached' })
    for (const name of ['Acknowledge', 'Resolve', 'Expected', 'Real'])
      expect(await page.getByRole('button', { name, exact: true }).count()).toBe(0)
    await page.context().close()
  }
})

it('asks for a token once, and tells in words that somebody may not', async () => {
  const page = await openPage(browser, dashboard.origin + incident, 1440)
  await acknowledgeAs(page, 'Ada')
  await page.getByText('Acknowledged by Ada.').first().waitFor()
  dashboard.refusing.add('resolveIncident')
  await page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resolve' }).click()
  await page.getByText('could not be resolved. You may not do this. Ada is viewer').waitFor()
  expect(dashboard.tokens).toBe(1)
  await page.context().close()
})

it('keeps Acknowledge under the thumb on a phone, with both times in sight', async () => {
  const page = await openPage(browser, dashboard.origin + incident, 390)
  const button = page.getByTestId('action-bar').getByRole('button', { name: 'Acknowledge' })
  for (const top of [0, 600, 5_000]) {
    await page.evaluate((y) => window.scrollTo(0, y), top)
    const box = await button.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
    expect((box?.y ?? 9_999) + (box?.height ?? 0)).toBeLessThanOrEqual(844)
  }
  expect(await page.getByText(/since .* UTC\+[12] \(.* UTC\)/).count()).toBe(1)
  await page.context().close()
})

it('does not move a row from under the pointer, and says what waits', async () => {
  const page = await openPage(browser, `${dashboard.origin}/incidents`, 1440)
  const row = page.locator('[data-row="old-mill~cascade-1"]')
  await row.hover()
  const before = await row.boundingBox()
  const late = stuckCarbonDioxide(Date.now())
  const summary = {
    ...late.summary,
    ...{ id: 'linden-quarter~new', severity: 'critical' as const },
    ...{ openedAt: new Date().toISOString(), title: 'Kitchen 1: Light unusually low' },
  }
  dashboard.world.incidents.set(summary.id, { ...late, summary })
  await page.getByRole('button', { name: '1 new' }).waitFor({ timeout: 3_000 })
  expect(await row.boundingBox()).toEqual(before)
  expect(await page.title()).toBe('(3) Incidents · Hyphae')
  expect(await page.getByText('New critical incident: Kitchen 1').count()).toBe(1)
  await page.mouse.move(5, 500)
  await page.locator('[data-row="linden-quarter~new"]').waitFor()
  expect(await page.locator('[data-row]').first().getAttribute('data-row')).toBe(
    'linden-quarter~new',
  )
  await page.context().close()
})
