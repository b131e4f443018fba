import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { findAxeViolations, sidewaysScroll } from '#test/support/dashboard-axe.ts'
import { type DashboardFixture, startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage, type Width } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

const pages: [address: string, landmark: string][] = [
  ['/', '3 unresolved incidents'],
  ['/incidents', 'Hub Willow: Soil moisture unusually low, 3 other cells affected'],
  ['/incident?id=old-mill~cascade-1', 'Overdue by'],
  ['/incident?id=linden-quarter~silenced-1', 'Silenced until'],
  ['/silences', 'ends soon'],
  ['/silences?add=true&site=old-mill&cell=cell-1', 'Silence it'],
  ['/sensors', 'Heating or cooling power'],
  ['/sensors?status=learning', '13 of 260 sensors'],
  ['/sensor?id=old-mill.cell-1.soil-moisture', 'Anomalies in this range'],
  ['/sensor?id=old-mill.cell-1.soil-moisture&table=true', 'Show as a chart'],
  ['/status', 'What came'],
  ['/mailbox', 'First: Open the bypass valve.'],
  ['/nowhere', 'There is no such page'],
]
const widths: Width[] = [1440, 768, 390]

describe('every page', () => {
  let browser: Browser
  let dashboard: DashboardFixture
  beforeAll(async () => {
    browser = await launchChromium()
    dashboard = await startDashboard(createWorld(Date.now(), { isSilenced: true }))
  })
  afterAll(async () => {
    await browser?.close()
    await dashboard?.close()
  })

  it.each(
    pages.flatMap(([address, landmark]) =>
      widths.map((width) => [address, width, landmark] as const),
    ),
  )('%s at %i px is accessible in both themes and fits', async (address, width, landmark) => {
    const page = await openPage(browser, dashboard.origin + address, width)
    await page.getByText(landmark).first().waitFor()
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await findAxeViolations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await findAxeViolations(page)).toEqual([])
    await page.context().close()
  })

  it.each(widths)('has targets that can be hit at %i px', async (width) => {
    const smallest = width === 390 ? 44 : 24
    for (const address of ['/', '/incident?id=old-mill~cascade-1', '/silences?add=true']) {
      const page = await openPage(browser, dashboard.origin + address, width)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const small = await page.evaluate((least) => {
        const targets = [...document.querySelectorAll('button, select, input, nav li a')]
        return targets
          .filter((target) => target.checkVisibility())
          .map((target) => ({ box: target.getBoundingClientRect(), html: target.outerHTML }))
          .filter(({ box }) => box.height < least - 0.5 || box.width < least - 0.5)
          .map(({ html }) => html.slice(0, 160))
      }, smallest)
      expect(small).toEqual([])
      await page.context().close()
    }
  })
})
