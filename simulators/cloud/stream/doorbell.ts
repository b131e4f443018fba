/** Wakes whoever waits. */
export interface Doorbell {
  ring(): void
  /** Resolves at the next ring, or after the time given. */
  wait(milliseconds: number): Promise<void>
}

export function hangDoorbell(): Doorbell {
  const waiting = new Set<() => void>()
  return {
    ring() {
      for (const wake of waiting) wake()
    },
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(wake, milliseconds)
        function wake() {
          clearTimeout(timer)
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
      }),
  }
}
