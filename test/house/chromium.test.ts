import { expect, it } from 'vitest'
import { launchChromium } from '#test/support/chromium.ts'

it('shows text in a browser that came with npm', { timeout: 60_000 }, async () => {
  const browser = await launchChromium()
  const page = await browser.newPage()
  const picture = async (text: string) => {
    await page.setContent(`<p style="width: 300px; height: 50px">${text}</p>`)
    return page.screenshot()
  }
  // A browser that finds no font draws nothing at all.
  expect((await picture('21.5 °C')).equals(await picture(''))).toBe(false)
  expect((await picture('21.5 °C')).equals(await picture('21.5 °C'))).toBe(true)
  await browser.close()
})
