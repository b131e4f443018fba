import type { Browser } from 'playwright-core'
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

const okColours = ['rgb(15, 118, 110)', 'rgb(45, 212, 191)', 'rgb(94, 234, 212)']

it.each(['light', 'dark'] as const)(
  'tells within five seconds that nothing arrives, shows nothing as well, and recovers (%s)',
  async (colorScheme) => {
    const page = await openPage(browser, dashboard.origin, 1440, { colorScheme })
    await page.getByText('Linden Quarter').first().waitFor()
    const paintedInOk = () =>
      page.evaluate((colours) => {
        const styles = [...document.querySelectorAll('*')].map((one) => getComputedStyle(one))
        return styles.filter((s) => colours.includes(s.color) || colours.includes(s.stroke)).length
      }, okColours)
    expect(await paintedInOk()).toBeGreaterThan(10)
    const rows = await page.locator('[data-row]').count()

    dashboard.cut = true
    await page.getByText('Connection lost.').waitFor({ timeout: 5_000 })
    expect(await page.getByRole('alert').filter({ hasText: 'lost' }).textContent()).toMatch(
      /You see the state of \d\d:\d\d:\d\d/,
    )
    expect(await page.getByTestId('live-state').textContent()).toMatch(
      /^Not live, data is \d+ s old/,
    )
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('when last heard')
    expect(await paintedInOk()).toBe(0)
    expect(await page.locator('[data-look="ok"]').count()).toBe(0)
    expect(await findAxeViolations(page)).toEqual([])

    dashboard.cut = false
    await page.getByTestId('live-state').getByText('Live', { exact: true }).waitFor()
    await page.getByText('Connection lost.').waitFor({ state: 'detached' })
    expect(await page.locator('[data-row]').count()).toBe(rows)
    expect(await paintedInOk()).toBeGreaterThan(10)
    await page.context().close()
  },
)

it('draws no line forward while nothing arrives, and fills the gap once on return', async () => {
  const address = `${dashboard.origin}/sensor?id=linden-quarter.cell-1.air-temperature&range=1h&table=true`
  const page = await openPage(browser, address, 1440)
  const times = () =>
    page
      .locator('tbody th time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime') ?? ''))
  await page.locator('tbody tr').first().waitFor()
  const before = await times()
  dashboard.cut = true
  await page.getByText('Connection lost.').waitFor({ timeout: 5_000 })
  expect(await page.getByText('Unknown, was OK').count()).toBe(1)
  await page.waitForTimeout(11_000)
  expect((await times())[0]).toBe((await times()).toSorted().at(-1))
  const during = await times()
  expect(during.length).toBeGreaterThan(before.length * 0.9)
  dashboard.cut = false
  await page.getByText('Connection lost.').waitFor({ state: 'detached' })
  await page.waitForTimeout(2_500)
  const after = await times()
  expect(Date.parse(after[0] ?? '')).toBeGreaterThan(Date.parse(during[0] ?? ''))
  expect(new Set(after).size).toBe(after.length)
  // The window has moved on by its oldest readings; of the others none is missing.
  const oldest = after.at(-1) ?? ''
  expect(after).toEqual(expect.arrayContaining(before.filter((time) => time >= oldest)))
  await page.context().close()
})
