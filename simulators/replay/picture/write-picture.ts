import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { CliError } from '#simulators/replay/cli-error.ts'

export function writePicture(path: string, svg: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, svg)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause
    throw new CliError(`The picture cannot be written to "${path}" (${why}); name another file.`, 2)
  }
}
