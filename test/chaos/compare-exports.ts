import { execFile } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ExportSummary } from '#simulators/replay/export/write-export.ts'

const bin = fileURLToPath(new URL('../../simulators/replay/hyphae.mjs', import.meta.url))
const run = promisify(execFile)

/** The canonical export of a data folder, by the very command that anybody would use. */
export async function exportHome(folder: string, out: string): Promise<ExportSummary> {
  const words = [bin, 'export', '--canonical', '--json', '--out', out]
  const env = { ...process.env, HYPHAE_HOME: folder }
  const { stdout } = await run(process.execPath, words, { env })
  return JSON.parse(stdout) as ExportSummary
}

/** The first lines in which two files differ, as pairs. */
export async function firstDifferences(a: string, b: string, most: number): Promise<string[]> {
  const [left, right] = [linesOf(a), linesOf(b)]
  const found: string[] = []
  for (let number = 1; found.length < most; number += 1) {
    const [one, other] = [await left.next(), await right.next()]
    if (one.done && other.done) break
    if (one.value === other.value) continue
    found.push(`line ${number}\n  - ${one.value ?? '(none)'}\n  + ${other.value ?? '(none)'}`)
  }
  return found
}

function linesOf(path: string): AsyncIterator<string, undefined> {
  return createInterface({ input: createReadStream(path) })[Symbol.asyncIterator]()
}
