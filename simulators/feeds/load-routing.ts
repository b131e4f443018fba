import * as z from 'zod'
import { Routing } from '#domain/notify/routing.ts'
import { readYaml } from './read-yaml.ts'

/** A routing as a person writes it. */
export const RoutingFile = z.strictObject({
  schemaVersion: z.literal(1),
  reason: z.string().trim().min(1).max(2_000),
  routing: Routing,
})
export type RoutingFile = z.infer<typeof RoutingFile>

export type ParsedRouting =
  | { readonly kind: 'routing'; readonly file: RoutingFile }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }

/** Every complaint names the file and the line. */
export function parseRoutingYaml(text: string, fileName: string): ParsedRouting {
  const read = readYaml(RoutingFile, text)
  if (read.kind === 'read') return { kind: 'routing', file: read.value }
  const problems = read.problems.map(({ line, message }) => `${fileName}:${line}: ${message}`)
  return { kind: 'refused', problems }
}
