import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ApiClient } from '#api-client/client.ts'
import { openBus } from '#bus/bus.ts'
import { startServer } from '#simulators/cloud/http/start-server.ts'
import { type Cloud, startCloud } from '#simulators/cloud/start-cloud.ts'
import { openFramePublisher } from '#simulators/feeds/publish-frames.ts'
import { openApi } from '#simulators/replay/open-api.ts'
import { launchChromium } from '#test/support/chromium.ts'
import { temporaryFolder } from '#test/support/clouds.ts'
import { findAxeViolations } from '#test/support/dashboard-axe.ts'
import { openPage } from '#test/support/dashboard-page.ts'
import { hubSite } from '#test/support/storm.ts'
import { limitWithoutLearning, stormBegin, stormFrames } from '#test/support/storm-frames.ts'

let browser: Browser
let cloud: Cloud | undefined
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await cloud?.stop()
})

/** The pages and the pipeline behind them, with a hub that has failed. */
async function startStorm(): Promise<{ readonly running: Cloud; readonly api: ApiClient }> {
  const running = await startCloud({
    folder: await temporaryFolder(),
    server: await startServer(0),
    dashboard: fileURLToPath(new URL('../../dashboard/out', import.meta.url)),
    ...{ simulation: false, schedules: false, windows: false },
  })
  cloud = running
  const api = openApi(running.origin, 'Ada')
  await api('applySite', { parameters: { site: hubSite.site }, body: hubSite })
  const begin = stormBegin()
  await api('applyPolicy', limitWithoutLearning(begin))
  const publisher = openFramePublisher(openBus(running.bus))
  for (const frame of stormFrames(begin).sort((a, b) => a.sentAt - b.sentAt))
    await publisher.publish(frame)
  await publisher.flush()
  await running.drain()
  return { running, api }
}

async function say(page: Page, button: string, comment: string, person?: string) {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  expect(await findAxeViolations(page)).toEqual([])
  await dialog.getByLabel('Your name').fill('Ada')
  if (person !== undefined) await dialog.getByLabel('Who is to have it').fill(person)
  await dialog.getByLabel('Comment').fill(comment)
  await dialog.getByRole('button').last().click()
}

it('an operator runs a shift from the pages: assigns, comments, rules out a cause, silences, resolves and reopens', {
  timeout: 180_000,
}, async () => {
  const { running, api } = await startStorm()
  const [incident] = (await api('incidents', { query: {} })).items
  const id = incident?.id ?? ''
  const page = await openPage(
    browser,
    `${running.origin}/incident?id=${encodeURIComponent(id)}`,
    1440,
  )
  await page.getByRole('heading', { level: 1, name: /^Hub: .*496 sensors downstream/ }).waitFor()

  await say(page, 'Assign', 'knows the pump', 'Ben')
  await page.getByText('Ben', { exact: false }).first().waitFor()
  await say(page, 'Comment', 'The pump is warm.')
  await page.getByText('The pump is warm.').first().waitFor()
  await say(page, 'Not the cause: Hub', 'The hub was checked.')
  await page.getByText('Not the cause, says Ada').waitFor()
  await say(page, 'Acknowledge', 'on it')
  await page.getByText('Acknowledged by Ada').first().waitFor()
  await say(page, 'Resolve', 'bypass open')
  await page.getByRole('button', { name: 'Reopen', exact: true }).waitFor()
  await say(page, 'Reopen', 'it is back')
  await page.getByRole('button', { name: 'Resolve', exact: true }).first().waitFor()

  const told = await api('incident', { parameters: { id } })
  expect(told.incident.actions?.map(({ kind, by, comment }) => [kind, by, comment])).toEqual([
    ['assign', 'Ada', 'knows the pump'],
    ['comment', 'Ada', 'The pump is warm.'],
    ['not-the-cause', 'Ada', 'The hub was checked.'],
    ['acknowledge', 'Ada', 'on it'],
    ['resolve', 'Ada', 'bypass open'],
    ['reopen', 'Ada', 'it is back'],
  ])

  await page.getByRole('link', { name: 'Silence', exact: true }).click()
  const form = page.getByRole('form', { name: 'Add a silence' })
  await form.getByLabel('Why').fill('The pump is changed.')
  expect(await findAxeViolations(page)).toEqual([])
  await form.getByRole('button', { name: 'Silence it' }).click()
  await page.getByText('Silenced by Ada.').waitFor()
  await page.getByText('The pump is changed.').first().waitFor()
  const after = await api('incident', { parameters: { id } })
  expect(after.summary).toMatchObject({ suppressed: { by: 'silence' } })
  expect(after.summary.status).not.toBe('resolved')
  await page.context().close()
})
