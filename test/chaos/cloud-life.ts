import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Life, Report, Request } from './chaos-child.ts'

export interface CloudLife {
  readonly origin: string
  backlog(): number
  store(): { readonly calls: number; readonly failed: number; readonly fullDisk: number }
  drain(): Promise<void>
  /** Ends it as a person would. */
  stop(): Promise<void>
  /** Ends it at once, as if the power went. */
  kill(): Promise<void>
}

/** A life of its own process. */
export async function beginLife(life: Life): Promise<CloudLife> {
  const child = spawn(life)
  const lastWords = keepLastWords(child)
  const ended = once(child, 'exit')
  const ready = await Promise.race([heard(child, 'ready'), ended.then(() => undefined)])
  if (!ready) throw new Error(`The cloud on ${life.folder} did not start. ${lastWords()}`)
  return watchLife(child, ended, ready.origin, lastWords)
}

/** A life that is over before or soon after it has begun. */
export async function endLifeAt(life: Life, milliseconds: number): Promise<void> {
  const child = spawn(life)
  keepLastWords(child)
  const ended = once(child, 'exit')
  setTimeout(() => child.kill('SIGKILL'), milliseconds)
  await ended
}

function spawn(life: Life): ChildProcess {
  return fork(new URL('./chaos-child.ts', import.meta.url), [JSON.stringify(life)], {
    execArgv: ['--no-warnings'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    // Each fault is tried again and counted; told one by one they would fill the screen.
    env: { ...process.env, POWERTOOLS_LOG_LEVEL: 'SILENT' },
  })
}

const keptCharacters = 4_000

/** What a life says of each full disk is worth reading only when it ends by it. */
function keepLastWords(child: ChildProcess): () => string {
  let said = ''
  child.stderr?.on('data', (text) => {
    said = `${said}${text}`.slice(-keptCharacters)
  })
  return () => said
}

function watchLife(
  child: ChildProcess,
  ended: Promise<unknown>,
  origin: string,
  lastWords: () => string,
): CloudLife {
  let isWanted = false
  void ended.then(() => {
    // Nobody waits for a death of its own accord, and the publisher would wait for ever.
    if (!isWanted) throw new Error(`The cloud ended by itself. ${lastWords()}`)
  })
  let state = { backlog: 0, calls: 0, failed: 0, fullDisk: 0 }
  child.on('message', (report: Report) => {
    if (report.kind === 'state') state = report
  })
  const ask = (request: Request) => child.send(request)
  return {
    origin,
    backlog: () => state.backlog,
    store: () => state,
    async drain() {
      ask('drain')
      const answer = await Promise.race([heard(child, 'drained'), ended.then(() => undefined)])
      if (!answer) throw new Error('The cloud ended before it was at rest.')
    },
    async stop() {
      isWanted = true
      ask('stop')
      await ended
    },
    async kill() {
      isWanted = true
      child.kill('SIGKILL')
      await ended
    },
  }
}

function heard<Kind extends Report['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<Report, { kind: Kind }>> {
  return new Promise((resolve) => {
    const listen = (report: Report) => {
      if (report.kind !== kind) return
      child.off('message', listen)
      resolve(report as Extract<Report, { kind: Kind }>)
    }
    child.on('message', listen)
  })
}
