import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'
import { unpackChromium } from './chromium-package.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const applications = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** A Chromium or Chrome of the machine when there is one that starts, else the one from npm. */
export async function launchChromium(): Promise<Browser> {
  const failures: unknown[] = []
  for (const executablePath of installedBrowsers()) {
    try {
      return await chromium.launch({ executablePath, args: ['--font-render-hinting=none'] })
    } catch (failure) {
      // Ubuntu's chromium-browser is a stub that only says where to get the browser.
      failures.push(failure)
    }
  }
  try {
    return await chromium.launch(await packagedBrowser())
  } catch (failure) {
    throw new AggregateError(
      [...failures, failure],
      `No Chromium started, neither of ${failures.length} installed ones nor the one from npm. ` +
        'Install Chromium or Google Chrome and put it on PATH.',
    )
  }
}

function installedBrowsers(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...applications].filter((path) => existsSync(path))
}

async function packagedBrowser(): Promise<LaunchOptions> {
  const { executable, libraries, fontsConfiguration } = await unpackChromium()
  return {
    executablePath: executable,
    args: ['--font-render-hinting=none', '--disable-gpu'],
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fontsConfiguration },
  }
}
