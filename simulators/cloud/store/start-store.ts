import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { HomeError } from '../home/home-error.ts'

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
    // It serves small requests one by one; room for more would only be filled with what is no longer needed.
    resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 1_024 },
  })
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let fault: unknown
  worker.on('error', (error) => {
    fault = error
  })
  const broken = exited.then(() => explain(path, fault))
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

async function explain(path: string | null, fault: unknown): Promise<never> {
  const reason = path === null || fault === undefined ? undefined : await whyClosed(path)
  if (reason?.code === 'LEVEL_LOCKED')
    throw new HomeError(
      `The store ${path} is in use by another process; stop it, or set HYPHAE_HOME to another folder.`,
      { cause: fault },
    )
  const told = reason?.message ?? (fault instanceof Error ? fault.message : 'it gave no reason')
  const where = path === null ? '' : ` in ${path}`
  throw new Error(`the embedded store${where} ended (${told.split('\n')[0]})`, { cause: fault })
}

interface Level {
  open(): Promise<void>
  close(): Promise<void>
}
type Reason = { readonly code?: string; readonly message: string }

/** The store says only that it is not open; the database under it knows why. */
async function whyClosed(path: string): Promise<Reason | undefined> {
  const fromDynalite = createRequire(import.meta.resolve('dynalite'))
  const { Level } = fromDynalite('level') as { Level: new (path: string) => Level }
  const database = new Level(path)
  try {
    await database.open()
    await database.close()
    return undefined
  } catch (cause) {
    return ((cause as { cause?: unknown }).cause ?? cause) as Reason
  }
}
