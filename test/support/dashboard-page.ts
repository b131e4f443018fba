import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export type Width = 1440 | 768 | 390

const heights: Record<Width, number> = { 1440: 900, 768: 1024, 390: 844 }

/** A page as somebody with that screen opens it; `close` its context when done. */
export async function openPage(
  browser: Browser,
  address: string,
  width: Width,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: heights[width] },
    timezoneId: 'Europe/Zurich',
    locale: 'en-GB',
    hasTouch: width === 390,
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  await page.goto(address)
  await page.getByTestId('live-state').getByText('Live').waitFor()
  return page
}
