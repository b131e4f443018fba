import { createStore } from './store.ts'

/** Milliseconds that the system's clock is ahead of this screen's. */
export const clockOffset = createStore(0)
