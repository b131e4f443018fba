import { runHome } from '#simulators/cloud/home/run-home.ts'
import { openFlakyStore } from './flaky-store.ts'
import { openRandom } from './random.ts'

/** One life of a cloud: with which folder, how large its batches are, and how much of the store's work fails. */
export interface Life {
  readonly folder: string
  readonly seed: number
  readonly batchSize: number
  readonly failedShare: number
}

export type Request = 'drain' | 'stop'
export type Report =
  | { readonly kind: 'ready'; readonly origin: string }
  | {
      readonly kind: 'state'
      readonly backlog: number
      readonly calls: number
      readonly failed: number
    }
  | { readonly kind: 'drained' }

const reportMilliseconds = 20

/** A cloud in a process of its own, so that it can be killed. */
const life = JSON.parse(process.argv[2] ?? '') as Life
const flaky = openFlakyStore(openRandom(life.seed), life.failedShare)
const { cloud, stop } = await runHome({
  folder: life.folder,
  port: 0,
  dashboard: null,
  simulation: false,
  schedules: false,
  windows: false,
  batchSize: life.batchSize,
  storeEndpoint: flaky.standBefore,
})
const report = (what: Report) => process.send?.(what)
report({ kind: 'ready', origin: cloud.origin })
const timer = setInterval(
  () => report({ kind: 'state', backlog: cloud.backlog(), ...flaky.count() }),
  reportMilliseconds,
)
process.on('message', (request: Request) => {
  void (request === 'drain' ? drain() : end())
})
process.on('disconnect', () => process.exit(1))

async function drain(): Promise<void> {
  await cloud.drain()
  report({ kind: 'drained' })
}

async function end(): Promise<void> {
  clearInterval(timer)
  await stop()
  process.exit(0)
}
