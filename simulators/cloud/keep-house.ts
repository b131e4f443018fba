export interface Housekeeping {
  /** Does the round a last time. */
  stop(): Promise<void>
}

const everyMilliseconds = 5_000

/** Does a round now and then, never two at once. */
export function keepHouse(round: () => Promise<void>): Housekeeping {
  let doing = Promise.resolve()
  const timer = setInterval(() => {
    doing = doing.then(round).catch(say)
  }, everyMilliseconds)
  return {
    async stop() {
      clearInterval(timer)
      await doing
      // The next start does what this one could not; all else is still to be closed.
      await round().catch(say)
    },
  }
}

function say(fault: unknown): void {
  process.stderr.write(`Housekeeping failed and is tried again: ${String(fault)}\n`)
}
