import { openFlakyStore } from './flaky-store.ts'
import { openFillingDisk } from './full-disk.ts'
import { openRandom } from './random.ts'

/** One life of a cloud: with which folder, how large its batches are, and how much of the store's work fails. */
export interface Life {
  readonly folder: string
  readonly seed: number
  readonly batchSize: number
  readonly failedShare: number
  /** Of writes to the disk that find it full. */
  readonly fullDiskShare: number
  /** The longest a call to the store takes: a slow consumer. */
  readonly slowMilliseconds: number
}

export type Request = 'drain' | 'stop'
export type Report =
  | { readonly kind: 'ready'; readonly origin: string }
  | {
      readonly kind: 'state'
      readonly backlog: number
      readonly calls: number
      readonly failed: number
      readonly fullDisk: number
    }
  | { readonly kind: 'drained' }

const reportMilliseconds = 20
/** The real one is ten seconds. */
const patienceMilliseconds = 400

/** A cloud in a process of its own, so that it can be killed. */
const life = JSON.parse(process.argv[2] ?? '') as Life
process.env['REQUEST_TIMEOUT_MILLISECONDS'] = String(patienceMilliseconds)
const disk = await openFillingDisk(openRandom(life.seed + 1), life.fullDiskShare)
// Only now: what it imports writes to the disk that fills.
const { runHome } = await import('#simulators/cloud/home/run-home.ts')
const flaky = openFlakyStore(openRandom(life.seed), life.failedShare, life.slowMilliseconds)
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
// A disk that is full at the start ends the start, with a line that says so.
disk.beginToFill()
const report = (what: Report) => process.send?.(what)
report({ kind: 'ready', origin: cloud.origin })
const timer = setInterval(
  () =>
    report({ kind: 'state', backlog: cloud.backlog(), ...flaky.count(), fullDisk: disk.count() }),
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
