import { createStore } from '#dashboard/live/store.ts'

export type VerdictAction = 'expected' | 'real' | 'take-back'

export interface AskedVerdict {
  readonly action: VerdictAction
  readonly anomaly: string
  readonly sensor: string
  /** What it is about, in a few words. */
  readonly about: string
  /** Of the verdict that was there to be seen; 0 for none. */
  readonly version: number
}

export const askedVerdict = createStore<AskedVerdict | null>(null)
