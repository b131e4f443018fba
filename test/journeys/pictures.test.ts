import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage, type Width } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

const pictures: [name: string, address: string, width: Width, scheme: 'light' | 'dark'][] = [
  ['overview', '/', 1440, 'light'],
  ['overview-dark', '/', 1440, 'dark'],
  ['incident', '/incident?id=old-mill~cascade-1', 1440, 'light'],
  ['incident-phone', '/incident?id=old-mill~cascade-1', 390, 'dark'],
  ['sensor-anomaly', '/sensor?id=old-mill.cell-1.soil-moisture', 1440, 'light'],
]
const folder = process.env['HYPHAE_PICTURES'] === '1' ? 'docs/pictures' : 'test-results/pictures'

it.each(pictures)('takes a picture: %s', async (name, address, width, colorScheme) => {
  const browser = await launchChromium()
  const dashboard = await startDashboard(createWorld(Date.now()))
  const page = await openPage(browser, dashboard.origin + address, width, { colorScheme })
  await page.waitForTimeout(1_500)
  mkdirSync(folder, { recursive: true })
  const picture = await page.screenshot({ path: join(folder, `${name}.png`) })
  expect(picture.length).toBeGreaterThan(20_000)
  await browser.close()
  await dashboard.close()
})
