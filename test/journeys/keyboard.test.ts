import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'
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

/** The outline of what has the focus, or of the box that stands for it. */
function focusOutline(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!element || element === document.body) return 'nothing has the focus'
    const own = getComputedStyle(element)
    const after = getComputedStyle(element, '::after')
    return own.outlineStyle === 'none' ? after.outlineStyle : own.outlineStyle
  })
}

/** On a stalled machine more time may pass between two keys than the page allows: then they are pressed again. */
async function goTo(page: Page, key: string, path: string): Promise<void> {
  const arrived = async () => {
    await page.keyboard.press('g')
    await page.keyboard.press(key)
    await page.waitForURL(`**${path}`, { timeout: 3_000 }).catch(() => undefined)
    return new URL(page.url()).pathname
  }
  await expect.poll(arrived, { timeout: 20_000 }).toBe(path)
}

it('does a shift with the keyboard alone', async () => {
  const page = await openPage(browser, dashboard.origin, 1440)
  await goTo(page, 'i', '/incidents')
  await page.locator('[data-row]').first().waitFor()

  await page.keyboard.press('j')
  expect(await focusOutline(page)).toBe('solid')
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset['row'])).toBe(
    'old-mill~cascade-1',
  )

  await page.keyboard.press('a')
  await page.getByRole('dialog', { name: 'Acknowledge the incident' }).waitFor()
  await page.keyboard.type('Ada')
  await page.keyboard.press('Tab')
  await page.keyboard.type('On my way')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.locator('[data-row="old-mill~cascade-1"]').getByText('Acknowledged by Ada').waitFor()

  await page.locator('[data-row="old-mill~cascade-1"]').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/incident?id=*')
  await page.getByText('Acknowledged by Ada: On my way').waitFor()

  await page.keyboard.press('r')
  await page.getByRole('dialog', { name: 'Resolve the incident' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })

  await goTo(page, 's', '/sensors')
  await page.keyboard.press('/')
  await page.keyboard.type('moss ph')
  await page.getByText('2 of 260 sensors').waitFor()
  expect(page.url()).toContain('text=moss+ph')
  await page.context().close()
})

it('walks through all of a long table, one row at a time', async () => {
  const page = await openPage(browser, `${dashboard.origin}/sensors`, 1440)
  await page.locator('[data-row]').first().waitFor()
  for (let step = 0; step < 80; step++) await page.keyboard.press('j')
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('[role=row]')?.ariaRowIndex)
  await expect.poll(focused).toBe('81')
  await page.keyboard.press('k')
  await expect.poll(focused).toBe('80')
  expect(await page.locator('[data-row]').count()).toBeLessThan(60)
  await page.context().close()
})

it('lists its keys, switches them off, and lets the header be skipped', async () => {
  const page = await openPage(browser, dashboard.origin, 1440)
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')

  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await help.waitFor()
  await help.getByLabel('Use these keys').uncheck()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await page.waitForTimeout(400)
  expect(new URL(page.url()).pathname).toBe('/')
  await page.context().close()
})
