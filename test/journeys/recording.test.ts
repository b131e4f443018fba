import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
import { findAxeViolations, sidewaysScroll } from '#test/support/dashboard-axe.ts'
import { type DashboardFixture, startDashboard } from '#test/support/dashboard-fixture.ts'
import { openPage, type Width } from '#test/support/dashboard-page.ts'
import { createWorld } from '#test/support/dashboard-world.ts'

const site = 'old-mill'
const sensor = `${site}.cell-1.ph`
const endsAt = Date.UTC(2025, 2, 3, 12)

let browser: Browser
let dashboard: DashboardFixture
beforeAll(async () => {
  browser = await launchChromium()
  dashboard = await startDashboard(createWorld(Date.now(), { isCalm: true }))
})
afterAll(async () => {
  await browser?.close()
  await dashboard?.close()
})

/** The same answers, but of one site only a replay told, and it stands on no feed. */
async function recordSite(page: Page) {
  const asRecorded = (latest: { key: string; at: number | null }) =>
    latest.key.startsWith(site) && latest.at !== null
      ? { ...latest, status: 'recorded', at: endsAt }
      : latest
  await page.route('**/api/v1/changes*', async (route) => {
    const answer = await (await route.fetch()).json()
    await route.fulfill({ json: { ...answer, latest: answer.latest.map(asRecorded) } })
  })
  await page.route('**/api/v1/sites', async (route) => {
    const { items } = await (await route.fetch()).json()
    for (const one of items) if (one.site === site) for (const cell of one.cells) cell.feed = null
    await route.fulfill({ json: { items } })
  })
}

async function open(address: string, width: Width = 1440) {
  const page = await openPage(browser, `${dashboard.origin}/status`, width)
  await recordSite(page)
  await page.goto(dashboard.origin + address)
  return page
}

describe('a site of which only a replay told', () => {
  it('is a recording that ends, not late, and is not said to be simulated', async () => {
    const page = await open('/')
    const own = page.getByRole('region', { name: 'Old Mill Gardens' })
    await own.getByText('13 recorded, ends 3 Mar 2025').waitFor()
    expect(await own.getByText('late').count()).toBe(0)
    expect(await own.getByText('Simulated').count()).toBe(0)
    const made = page.getByRole('region', { name: 'Linden Quarter' })
    await made.getByText('Simulated').waitFor()
    expect(await page.locator('header').getByText('Simulated').count()).toBe(0)
    await page.context().close()
  })

  it('opens at its newest reading, and goes earlier and back with keys and buttons', async () => {
    const page = await open(`/sensor?id=${sensor}`)
    await page.getByText('Recording ends 3 Mar 2025 — showing up to there').waitFor()
    await page.getByTestId('method').getByText('readings').waitFor()
    await page.getByTestId('chart').getByText('12:00').waitFor()
    expect(await page.getByRole('button', { name: 'Later' }).isDisabled()).toBe(true)

    await page.keyboard.press('[')
    await page.getByText('Showing up to Mon 3 Mar 2025, 10:00:00').waitFor()
    expect(page.url()).toContain(`end=${endsAt - 3 * 3_600_000}`)
    await page.getByRole('button', { name: 'Earlier' }).click()
    await page.getByText('Showing up to Mon 3 Mar 2025, 07:00:00').waitFor()
    await page.keyboard.press(']')
    await page.getByText('Showing up to Mon 3 Mar 2025, 10:00:00').waitFor()
    await page.keyboard.press(']')
    await page.getByText('Recording ends 3 Mar 2025').waitFor()
    expect(page.url()).not.toContain('end=')
    await page.context().close()
  })

  it.each([1440, 390] as const)('is accessible and fits at %i px', async (width) => {
    const page = await open(`/sensor?id=${sensor}&end=${endsAt - 86_400_000}`, width)
    await page.getByText('Back to the newest').waitFor()
    expect(await sidewaysScroll(page)).toBe(0)
    expect(await findAxeViolations(page)).toEqual([])
    await page.context().close()
  })
})

it.each([
  ['/sensor', 'No sensor chosen', 'All sensors'],
  ['/incident', 'No incident chosen', 'All incidents'],
])('%s alone leads to the list', async (address, title, link) => {
  const page = await openPage(browser, dashboard.origin + address, 390)
  await page.getByText(title).waitFor()
  expect(await findAxeViolations(page)).toEqual([])
  await page.getByRole('link', { name: link }).click()
  await page.waitForURL(`**${address}s`)
  await page.context().close()
})
