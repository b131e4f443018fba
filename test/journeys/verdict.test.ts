import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { findAxeViolations } from '#test/support/dashboard-axe.ts'
import { type DashboardFixture, startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

let browser: Browser
let dashboard: DashboardFixture
beforeAll(async () => {
  browser = await launchChromium()
  dashboard = await startDashboard(createWorld(Date.now()))
})
afterAll(async () => {
  await browser?.close()
  await dashboard?.close()
})

const first = { name: 'Verdict on Soil moisture, Hub Willow' }

async function answer(page: Page, name: string, comment: string, button: string) {
  const dialog = page.getByRole('dialog')
  expect(await findAxeViolations(page)).toEqual([])
  await dialog.getByLabel('Your name').fill(name)
  await dialog.getByLabel('Comment').fill(comment)
  await dialog.getByRole('button', { name: button, exact: true }).click()
}

it('an operator calls an anomaly expected, reads what that taught, and takes it back', async () => {
  const page = await openPage(browser, `${dashboard.origin}/incident?id=old-mill~cascade-1`, 1440)
  const verdict = page.getByRole('group', first)
  await verdict.getByRole('button', { name: 'Expected' }).click()
  await answer(page, 'Ada', 'Pruning day', 'Expected')
  await page.getByText('Soil moisture, Hub Willow: called expected by Ada.').waitFor()
  await verdict.getByText(/Taught by Ada on .*: down to 20\.09 % is expected at any time/).waitFor()
  await verdict.getByText('“Pruning day”').waitFor()
  expect(await verdict.getByRole('button').allTextContents()).toEqual(['Take back'])
  await page.getByRole('link', { name: 'Soil moisture, Hub Willow' }).first().click()
  const lessons = page.getByRole('region', { name: 'What people taught it' })
  await lessons.getByText('Let pass 2 times').waitFor()
  expect(await findAxeViolations(page)).toEqual([])
  await lessons.getByRole('button', { name: 'Take back' }).click()
  await answer(page, 'Ben', '', 'Take back')
  await lessons.getByText('Taken back by Ben').waitFor()
  expect(await lessons.getByRole('button').count()).toBe(0)
  await page.goBack()
  await verdict.getByRole('button', { name: 'Real' }).waitFor()
  await page.context().close()
})
