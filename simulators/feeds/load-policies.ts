import * as z from 'zod'
import { PolicyScope, PolicySettings } from '#domain/policies/policy.ts'
import { readYaml } from './read-yaml.ts'

/** Policies as a person writes them: one file may hold several. */
export const PolicyFile = z.strictObject({
  schemaVersion: z.literal(1),
  policies: z
    .array(
      z.strictObject({
        scope: PolicyScope,
        reason: z.string().trim().min(1).max(2_000),
        /** For readings from when on; a minute from when it is applied unless said. */
        from: z.iso.datetime({ offset: true }).optional(),
        settings: PolicySettings,
      }),
    )
    .min(1)
    .max(500),
})
export type PolicyFile = z.infer<typeof PolicyFile>

export type ParsedPolicies =
  | { readonly kind: 'policies'; readonly policies: PolicyFile['policies'] }
  | { readonly kind: 'refused'; readonly problems: readonly string[] }

/** Every complaint names the file and the line. */
export function parsePolicyYaml(text: string, fileName: string): ParsedPolicies {
  const read = readYaml(PolicyFile, text)
  if (read.kind === 'refused') return refused(fileName, read.problems)
  const { policies } = read.value
  const scopes = policies.map(({ scope }) => scope)
  const twice = scopes.flatMap((scope, index) =>
    scopes.indexOf(scope) < index
      ? [
          {
            line: read.lineOf(['policies', index, 'scope']),
            message: `scope "${scope}" stands here for the second time; make the two one`,
          },
        ]
      : [],
  )
  return twice.length > 0 ? refused(fileName, twice) : { kind: 'policies', policies }
}

function refused(
  fileName: string,
  problems: ReadonlyArray<{ readonly line: number; readonly message: string }>,
): ParsedPolicies {
  const told = problems.map(({ line, message }) => `${fileName}:${line}: ${message}`)
  return { kind: 'refused', problems: told }
}
