import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { CliError } from '#simulators/replay/cli-error.ts'
import type { Played } from './play-recording.ts'
import type { Recording } from './recording.ts'

/** A result must neither leave its folder nor take the place of what it is the result of. */
function pathWithin(out: string, name: string): string {
  const path = resolve(out, name)
  if (relative(resolve(out), path).startsWith('..'))
    throw new CliError(`The series "${name}" would be written outside of "${out}"; rename it.`, 2)
  return path
}

export function refuseOverwriting(out: string, data: string): void {
  if (resolve(data) !== resolve(out)) return
  throw new CliError(`--out "${out}" would overwrite the recordings; name another folder.`, 2)
}

export interface ResultRow {
  readonly at: number
  readonly value: number | undefined
  readonly rating: number
  readonly isLabelled: boolean
}

/** One file per series, in the layout that the benchmark's own scorer reads. */
export function writeResult(out: string, name: string, rows: readonly ResultRow[]): void {
  const path = pathWithin(out, name)
  const lines = rows.map(({ at, value, rating, isLabelled }) => {
    const time = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
    return `${time},${value ?? ''},${rating},${isLabelled ? 1 : 0}`
  })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `timestamp,value,anomaly_score,label\n${lines.join('\n')}\n`)
}

export function writeNabResult(
  out: string,
  { name, times, columns, windows }: Recording,
  { ratings }: Pick<Played, 'ratings'>,
): void {
  const rows = times.map((at, row) => ({
    at,
    value: columns[0]?.[row],
    rating: ratings[row] ?? 0,
    isLabelled: windows.some(([first, last]) => row >= first && row <= last),
  }))
  writeResult(out, name, rows)
}
