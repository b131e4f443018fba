import { Worker } from 'node:worker_threads'

export interface RunningStore {
  readonly endpoint: string
  /** Rejects when the store ends by itself, as it does over a file it cannot read. */
  readonly broken: Promise<never>
  stop(): Promise<void>
}

type Message = { readonly port: number } | { readonly error: string }

/** DynamoDB on disk. `path` is null for a store that is gone with the process. */
export function startStore(path: string | null): Promise<RunningStore> {
  const worker = new Worker(new URL('./dynalite-worker.mjs', import.meta.url), {
    workerData: { path: path ?? undefined },
  })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let fault: unknown
  worker.on('error', (error) => {
    fault = error
  })
  const broken = exited.then((): never => {
    const why = fault instanceof Error ? fault.message.split('\n')[0] : 'it gave no reason'
    throw new Error(`the embedded store ended (${why})`, { cause: fault })
  })
  // Whoever waits for the store hears of it; a store that is stopped has nobody waiting.
  broken.catch(() => undefined)
  return new Promise((resolve, reject) => {
    broken.catch(reject)
    worker.once('message', (message: Message) => {
      if ('error' in message)
        reject(new Error(`The embedded store did not start: ${message.error}`))
      else
        resolve({
          endpoint: `http://127.0.0.1:${message.port}`,
          broken,
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
