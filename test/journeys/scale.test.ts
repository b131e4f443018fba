import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

it('shows two thousand sensors at a glance', async () => {
  const browser = await launchChromium()
  const dashboard = await startDashboard(createWorld(Date.now(), { ecoCells: 150, clusters: 72 }))
  const page = await openPage(browser, dashboard.origin, 1440)
  await page.getByText('150 cells, 1,950 sensors').waitFor({ timeout: 2_500 })
  await page.getByRole('heading', { name: '2 unresolved incidents' }).waitFor()
  expect(await page.getByRole('link', { name: 'Atrium 2: OK' }).count()).toBe(1)
  await page.goto(`${dashboard.origin}/sensors`)
  await page.getByText('2,454 sensors').waitFor()
  expect(await page.locator('[data-row]').count()).toBeLessThan(60)
  await browser.close()
  await dashboard.close()
})

const out = 'dashboard/out'
const kilobytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file))).length, 0) / 1_000

/** The scripts that a modern browser loads with the page. */
function scriptsOf(page: string): string[] {
  const html = readFileSync(join(out, `${page}.html`), 'utf8')
  const tags = [...html.matchAll(/<script[^>]*\bsrc="([^"?]+)[^>]*>/g)]
  return tags.filter(([tag]) => !/nomodule/i.test(tag)).map(([, source]) => source ?? '')
}

it.each(['index', 'incidents', 'sensors', 'status'])(
  'loads at most 180 kB of script for %s',
  (page) => {
    const size = kilobytes(new Set(scriptsOf(page)))
    expect(size).toBeGreaterThan(100)
    expect(size).toBeLessThanOrEqual(180)
  },
)

it.each(['incident', 'sensor'])(
  'loads at most 290 kB of script for %s, the charts that follow included',
  async (page) => {
    const id = page === 'sensor' ? 'old-mill.cell-1.ph' : 'old-mill~cascade-1'
    const browser = await launchChromium()
    const dashboard = await startDashboard(createWorld(Date.now()))
    const context = await browser.newContext()
    const opened = await context.newPage()
    // Other pages, which are fetched ahead when this one is done, do not count.
    await opened.route('**/*.txt*', (route) => route.abort())
    await opened.goto(`${dashboard.origin}/${page}?id=${id}`)
    await opened.getByTestId('chart').first().waitFor()
    const loaded = new Set(
      await opened.evaluate(() =>
        [...document.scripts]
          .filter(({ src, noModule }) => src !== '' && !noModule)
          .map(({ src }) => new URL(src).pathname),
      ),
    )
    expect(loaded.size).toBeGreaterThan(scriptsOf(page).length)
    const size = kilobytes(loaded)
    expect(size).toBeLessThanOrEqual(290)
    await browser.close()
    await dashboard.close()
  },
)
