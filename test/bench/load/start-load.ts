import { type ChildProcess, fork } from 'node:child_process'
import type { LoadOrder, LoadReport } from './load-child.ts'

export interface RunningLoad {
  order(order: LoadOrder): Promise<LoadReport>
  stop(): void
}

/** The load generator, publishing with the real SDK over HTTP. */
export function startLoad(): RunningLoad {
  const child: ChildProcess = fork(new URL('./load-child.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // What a generator lets lie about is no memory of the pipeline's.
    execArgv: ['--max-old-space-size=64', '--max-semi-space-size=4'],
  })
  return {
    order: (order) =>
      new Promise((resolve, reject) => {
        child.once('message', (message) => resolve(message as LoadReport))
        child.once('exit', (code) => reject(new Error(`The load generator ended with ${code}.`)))
        child.send(order)
      }),
    stop: () => child.kill(),
  }
}
