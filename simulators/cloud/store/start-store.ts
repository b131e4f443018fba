import { Worker } from 'node:worker_threads'

export interface RunningStore {
  readonly endpoint: string
  stop(): Promise<void>
}

type Message = { readonly port: number } | { readonly error: string }

/** DynamoDB on disk. `path` is null for a store that is gone with the process. */
export function startStore(path: string | null): Promise<RunningStore> {
  const worker = new Worker(new URL('./dynalite-worker.mjs', import.meta.url), {
    workerData: { path: path ?? undefined },
  })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (message: Message) => {
      if ('error' in message)
        reject(new Error(`The embedded store did not start: ${message.error}`))
      else
        resolve({
          endpoint: `http://127.0.0.1:${message.port}`,
          async stop() {
            worker.postMessage('stop')
            const timer = setTimeout(() => void worker.terminate(), 2_000)
            await exited
            clearTimeout(timer)
          },
        })
    })
  })
}
