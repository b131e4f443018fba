import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Played } from './play-recording.ts'
import type { Recording } from './recording.ts'

/** One file per series, in the layout that the benchmark's own scorer reads. */
export function writeNabResult(
  out: string,
  recording: Recording,
  { ratings }: Pick<Played, 'ratings'>,
): void {
  const path = join(out, recording.name)
  const lines = recording.times.map((at, row) => {
    const label = recording.windows.some(([first, last]) => row >= first && row <= last) ? 1 : 0
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
    return `${time},${recording.columns[0]?.[row] ?? ''},${ratings[row] ?? 0},${label}`
  })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `timestamp,value,anomaly_score,label\n${lines.join('\n')}\n`)
}
