export interface Progress {
  readonly at: (value: number) => void
  readonly end: () => void
}

const patience = 2_000
const every = 1_000

/** Says on stderr how far a long command is; one that is done within two seconds says nothing. */
export function openProgress(describe: (value: number) => string): Progress {
  const line = process.stderr.isTTY ? (text: string) => `\r${text}` : (text: string) => `${text}\n`
  let next = performance.now() + patience
  let said = false
  return {
    at: (value) => {
      if (performance.now() < next) return
      next = performance.now() + every
      said = true
      process.stderr.write(line(describe(value)))
    },
    end: () => {
      if (said && process.stderr.isTTY) process.stderr.write('\n')
    },
  }
}
