import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export interface KillableCloud {
  readonly origin: string
  drain(): Promise<void>
  /** At once, as if the power went. */
  kill(): Promise<void>
}

const script = fileURLToPath(new URL('./cloud-child.ts', import.meta.url))

export async function startKillableCloud(folder: string): Promise<KillableCloud> {
  const child = spawn(process.execPath, ['--no-warnings', script, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  onTestFinished(kill)
  const nextLine = linesOf(child)
  const origin = await nextLine()
  return {
    origin,
    kill,
    async drain() {
      child.stdin?.write('drain\n')
      await nextLine()
    },
  }
}

function linesOf(child: ChildProcess): () => Promise<string> {
  if (!child.stdout) throw new Error('The child has no output to read.')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error('The child ended before it said anything.')
    return value
  }
}
