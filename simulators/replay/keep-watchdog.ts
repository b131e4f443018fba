import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface KeptWatchdog {
  stop(): Promise<void>
}

interface Keeping {
  /** One that fails at once would else be started again and again without a pause. */
  readonly pauseMilliseconds?: number
  readonly onStart?: (pid: number | undefined) => void
}

/** The watchdog as a child of this process, which it outlives by a message; one that ends by itself is replaced. */
export function keepWatchdog(folder: string, keeping: Keeping = {}): KeptWatchdog {
  const stopping = new AbortController()
  const kept = keep(folder, keeping, stopping.signal)
  return {
    async stop() {
      stopping.abort()
      await kept
    },
  }
}

async function keep(
  folder: string,
  { pauseMilliseconds = 5_000, onStart }: Keeping,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const end = await watchOnce(folder, onStart, signal)
    if (signal.aborted) return
    process.stderr.write(
      `The watchdog ${end}; another is started in ${pauseMilliseconds / 1000} s.\n`,
    )
    await setTimeout(pauseMilliseconds, undefined, { signal }).catch(() => {})
  }
}

/** How it ended. */
function watchOnce(
  folder: string,
  onStart: Keeping['onStart'],
  signal: AbortSignal,
): Promise<string> {
  const bin = fileURLToPath(new URL('hyphae.mjs', import.meta.url))
  const child = spawn(process.execPath, [bin, 'watchdog', '--child', '--home', folder], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  // A pipe to a child that has just ended.
  child.stdin.on('error', () => {})
  const end = () => void child.kill('SIGTERM')
  signal.addEventListener('abort', end)
  onStart?.(child.pid)
  return new Promise<string>((done) => {
    child.once('exit', (code, killed) => done(`ended (${killed ?? `exit code ${code}`})`))
    child.once('error', (fault) => done(`did not start: ${fault.message}`))
  }).finally(() => signal.removeEventListener('abort', end))
}
