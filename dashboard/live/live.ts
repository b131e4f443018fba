import type { Connection } from './connection.ts'
import type { LiveData } from './merge-changes.ts'
import { createStore } from './store.ts'

export interface Live {
  readonly connection: Connection
  /** By this screen's clock. */
  readonly lastAnswerAt: number | null
  /** Counts how often contact came back, so that whoever draws can fill the gap. */
  readonly returns: number
  readonly data: LiveData | undefined
}

export const live = createStore<Live>({
  connection: 'connecting',
  lastAnswerAt: null,
  returns: 0,
  data: undefined,
})
