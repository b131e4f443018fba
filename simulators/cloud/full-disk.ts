export function isFullDisk(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ENOSPC' || code === 'EDQUOT'
}

export interface RoomPorts {
  pause(milliseconds: number): Promise<void>
  /** Whoever stops does not wait: what was not written is done again after the next start. */
  isStopping(): boolean
}

const pauseMilliseconds = 1_000

/** Tries a write again until somebody has made room. */
export async function whenThereIsRoom(write: () => Promise<void>, ports: RoomPorts): Promise<void> {
  for (;;) {
    try {
      return await write()
    } catch (fault) {
      if (!isFullDisk(fault)) throw fault
      if (ports.isStopping()) return
      process.stderr.write(`The disk is full; make room, nothing is lost: ${String(fault)}\n`)
      await ports.pause(pauseMilliseconds)
    }
  }
}
