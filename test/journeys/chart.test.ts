import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { type DashboardFixture, startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

const sensor = 'old-mill.cell-1.soil-moisture'

/** How many pixels of the first canvas have which colour, as "r,g,b" in quarters. */
function countPixels(page: Page): Promise<Record<string, number>> {
  return page
    .getByTestId('chart')
    .first()
    .locator('canvas')
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement
      const context = canvas.getContext('2d')
      const counts: Record<string, number> = {}
      const data = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      for (let i = 0; i < data.length; i += 4) {
        if ((data[i + 3] ?? 0) < 150) continue
        // What is painted half through comes back off by one.
        const colour = [0, 1, 2].map((part) => Math.round((data[i + part] ?? 0) / 4)).join(',')
        counts[colour] = (counts[colour] ?? 0) + 1
      }
      return counts
    })
}

const quarters = (...colour: number[]) => colour.map((part) => Math.round(part / 4)).join(',')
const light = [quarters(11, 18, 16), quarters(227, 233, 230), quarters(159, 18, 57)]
const dark = [quarters(232, 240, 237), quarters(34, 48, 43), quarters(255, 77, 109)]

describe('the chart of a sensor', () => {
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
  const open = (query = '', width: 1440 | 390 = 1440) =>
    openPage(browser, `${dashboard.origin}/sensor?id=${sensor}${query}`, width)

  it('draws the line, the expected band and the anomaly in the colours of the theme', async () => {
    const page = await open()
    await page.getByTestId('anomaly-mark').waitFor()
    await page.waitForTimeout(300)
    const inLight = await countPixels(page)
    for (const colour of light) expect(inLight[colour] ?? 0).toBeGreaterThan(50)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForTimeout(300)
    const inDark = await countPixels(page)
    for (const colour of dark) expect(inDark[colour] ?? 0).toBeGreaterThan(50)
    expect(await page.getByTestId('anomaly-mark').locator('[data-look="critical"]').count()).toBe(1)
    await page.context().close()
  })

  it('leaves a gap where nothing was reported', async () => {
    const page = await open()
    await page.getByTestId('anomaly-mark').waitFor()
    await page.waitForTimeout(300)
    const widest = await page
      .getByTestId('chart')
      .locator('canvas')
      .evaluate((element) => {
        const canvas = element as HTMLCanvasElement
        const { width, height } = canvas
        const data = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
        const isEmpty = (x: number) => {
          for (let y = 0; y < height; y++) if (data[(y * width + x) * 4 + 3]) return false
          return true
        }
        let [longest, run] = [0, 0]
        for (let x = 80; x < width - 100; x++) {
          run = isEmpty(x) ? run + 1 : 0
          longest = Math.max(longest, run)
        }
        return longest
      })
    expect(widest).toBeGreaterThan(60)
    await page.context().close()
  })

  it('says how the points were made, and changes the range in the address', async () => {
    const page = await open()
    await page.getByTestId('method').getByText('Every reading, one in 1 min').waitFor()
    await page.getByText('14 d', { exact: true }).click()
    await page.getByTestId('method').getByText('Lowest and highest of every').waitFor()
    expect(page.url()).toContain('range=14d')
    await page.context().close()
  })

  it('gives the same points as a table with t', async () => {
    const page = await open()
    await page.getByTestId('anomaly-mark').waitFor()
    await page.keyboard.press('t')
    const rows = page.locator('tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBeGreaterThan(300)
    expect(await rows.filter({ hasText: 'gap' }).count()).toBeGreaterThan(10)
    expect(await rows.first().textContent()).toContain('outside the band')
    await page.keyboard.press('t')
    await page.getByTestId('chart').waitFor()
    await page.context().close()
  })

  it('has a name and is read with the arrow keys', async () => {
    const page = await open()
    const chart = page.getByRole('application', { name: /^Soil moisture, Hub Willow/ })
    await chart.waitFor()
    await page.getByRole('button', { name: 'Show as a table' }).focus()
    await page.keyboard.press('Tab')
    expect(await chart.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    const spoken = page.getByRole('status').filter({ hasText: 'Expected' })
    await spoken.waitFor()
    const first = await spoken.textContent()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction((text) => !document.body.textContent.includes(text ?? ''), first)
    expect(await spoken.textContent()).toMatch(
      /\d\d:\d\d:\d\d: [\d.]+.%\. Expected [\d.]+ to [\d.]+/,
    )
    await page.context().close()
  })

  it('keeps charts of an incident at the same moment', async () => {
    const address = `${dashboard.origin}/incident?id=old-mill~cascade-1`
    const page = await openPage(browser, address, 1440)
    await page.getByTestId('anomaly-mark').nth(3).waitFor()
    const box = await page.getByTestId('chart').first().boundingBox()
    await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 60)
    await page.mouse.move((box?.x ?? 0) + 310, (box?.y ?? 0) + 60)
    const cards = page.getByTestId('readout')
    await cards.nth(3).waitFor()
    const times = await cards.evaluateAll((all) => all.map((card) => card.getAttribute('data-at')))
    expect(times).toHaveLength(4)
    expect(new Set(times).size).toBe(1)
    await page.context().close()
  })

  it('takes the live reading in without being asked again', async () => {
    const page = await openPage(
      browser,
      `${dashboard.origin}/sensor?id=linden-quarter.cell-1.air-temperature&range=1h&table=true`,
      1440,
    )
    const newest = () => page.locator('tbody th time').first().getAttribute('datetime')
    await page.locator('tbody tr').first().waitFor()
    const before = await newest()
    dashboard.faulty.add('series')
    await page.waitForFunction(
      (time) => document.querySelector('tbody th time')?.getAttribute('datetime') !== time,
      before,
      { timeout: 13_000 },
    )
    dashboard.faulty.clear()
    await page.context().close()
  })
})
