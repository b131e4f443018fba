import { expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { findAxeViolations, sidewaysScroll } from '#test/support/dashboard-axe.ts'
import { startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

const sensor = 'old-mill.cell-1.soil-moisture'
const addresses = ['/', '/incidents', '/incident?id=old-mill~cascade-1', `/sensor?id=${sensor}`]

it.each([
  [200, 720],
  [225, 640],
  [400, 360],
])('fits at %d %% of 1440 px', async (_percent, width) => {
  const browser = await launchChromium()
  const dashboard = await startDashboard(createWorld(Date.now()))
  const viewport = { width, height: 450 }
  const page = await openPage(browser, dashboard.origin, 1440, { viewport })
  for (const address of addresses) {
    await page.goto(dashboard.origin + address)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForTimeout(500)
    expect([address, await sidewaysScroll(page)]).toEqual([address, 0])
    expect(await findAxeViolations(page)).toEqual([])
  }
  await browser.close()
  await dashboard.close()
})
