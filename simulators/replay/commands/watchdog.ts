import { resolve } from 'node:path'
import type { Command } from 'commander'
import { homeFolder } from '#simulators/cloud/home/open-home.ts'
import { runWatchdog } from '#simulators/cloud/watchdog/run-watchdog.ts'

interface WatchdogOptions {
  readonly home?: string
  readonly child?: true
}

export function registerWatchdog(program: Command): void {
  program
    .command('watchdog')
    .description('Watch from a process of its own whether the pipeline still does its work.')
    .option('--home <folder>', 'the data folder to watch; HYPHAE_HOME unless said')
    .option('--child', 'end, and tell, when standard input ends: as npm start runs it')
    .action((options: WatchdogOptions) => watch(options))
}

async function watch({ home, child }: WatchdogOptions): Promise<void> {
  const folder = home === undefined ? homeFolder() : resolve(home)
  const watchdog = runWatchdog(folder, (line) => process.stderr.write(`${line}\n`))
  process.on('SIGTERM', () => watchdog.stop())
  if (!child) {
    process.on('SIGINT', () => watchdog.stop())
    process.stdout.write(`Watching ${folder}; Ctrl-C ends it.\n`)
  } else {
    // Ctrl-C reaches both; whoever started this ends it.
    process.on('SIGINT', () => {})
    process.stdin.on('end', () => void watchdog.tellGone().finally(() => watchdog.stop()))
    process.stdin.resume()
  }
  await watchdog.ended
  process.stdin.destroy()
}
