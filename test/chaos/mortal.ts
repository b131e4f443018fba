import type { Life } from './chaos-child.ts'
import { beginLife, type CloudLife, endLifeAt } from './cloud-life.ts'
import type { Random } from './random.ts'

export interface Fate {
  readonly folder: string
  readonly kills: number
  readonly failedShare: number
  readonly fullDiskShare: number
  readonly batchSizes: readonly [number, ...number[]]
  readonly random: Random
}

/** A cloud that is killed and begins again, until all its deaths are died. */
export interface Mortal {
  /** Waits while there is none. */
  life(): Promise<CloudLife>
  killWithin(milliseconds: number): Promise<void>
  killsLeft(): number
  /** Of all its lives. */
  store(): { readonly calls: number; readonly failed: number; readonly fullDisk: number }
  stop(): Promise<void>
}

/** One life in four has a store that takes its time. */
const slowStores = [0, 0, 0, 30] as const
/** One death in five comes while the cloud is still starting. */
const killedAtStart = 0.2
const longestStart = 1_500

export function openMortal(fate: Fate): Mortal {
  const { folder, kills, failedShare, fullDiskShare, batchSizes, random } = fate
  let killsLeft = kills
  const past = { calls: 0, failed: 0, fullDisk: 0 }
  const begin = async (): Promise<CloudLife> => {
    const seed = Math.floor(random.next() * 2 ** 31)
    const slowMilliseconds = kills === 0 ? 0 : random.pick(slowStores)
    const batchSize = random.pick(batchSizes)
    const life: Life = { folder, seed, failedShare, fullDiskShare, slowMilliseconds, batchSize }
    if (killsLeft > 0 && killsLeft < kills && random.chance(killedAtStart)) {
      killsLeft -= 1
      await endLifeAt(life, random.next() * longestStart)
    }
    return beginLife(life)
  }
  let current = begin()
  const end = async (how: 'kill' | 'stop') => {
    const life = await current
    await life[how]()
    past.calls += life.store().calls
    past.failed += life.store().failed
    past.fullDisk += life.store().fullDisk
  }
  return {
    life: () => current,
    killsLeft: () => killsLeft,
    store: () => past,
    async killWithin(milliseconds) {
      if (killsLeft === 0) return
      killsLeft -= 1
      await new Promise((resolve) => setTimeout(resolve, random.next() * milliseconds))
      current = end('kill').then(begin)
      await current
    },
    stop: () => end('stop'),
  }
}
