import { readFileSync } from 'node:fs'
import * as z from 'zod'

const Package = z.object({ name: z.string(), version: z.string() })

/** Who writes a trace, such as `hyphae 1.0.0`. */
export function generatorName(): string {
  const url = new URL('../../../package.json', import.meta.url)
  const { name, version } = Package.parse(JSON.parse(readFileSync(url, 'utf8')))
  return `${name} ${version}`
}
