import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Played } from './play-recording.ts'
import type { Recording } from './recording.ts'

/** A score can show up to twelve decades of surprise; only an alarm is a whole 1. */
const [mostDecades, belowAlarm] = [12, 0.99]

/** One file per series, in the layout that the benchmark's own scorer reads. */
export function writeNabResult(
  out: string,
  recording: Recording,
  { alarms, scores }: Played,
): void {
  const path = join(out, recording.name)
  const told = new Set(alarms)
  const lines = recording.times.map((at, row) => {
    const score = told.has(row) ? 1 : Math.min(belowAlarm, (scores[row] ?? 0) / mostDecades)
    const label = recording.windows.some(([first, last]) => row >= first && row <= last) ? 1 : 0
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
    return `${time},${recording.columns[0]?.[row] ?? ''},${score},${label}`
  })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `timestamp,value,anomaly_score,label\n${lines.join('\n')}\n`)
}
