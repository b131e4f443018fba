import { isCollection, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type * as z from 'zod'
import { describeIssue } from './describe-issue.ts'

export interface YamlProblem {
  readonly line: number
  readonly message: string
}

export type YamlPath = ReadonlyArray<string | number>

export type ReadYaml<T> =
  | { readonly kind: 'read'; readonly value: T; readonly lineOf: (path: YamlPath) => number }
  | { readonly kind: 'refused'; readonly problems: readonly YamlProblem[] }

/** Reads text a person wrote: every complaint names the line it is about. */
export function readYaml<S extends z.ZodType>(schema: S, text: string): ReadYaml<z.infer<S>> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0)
    return {
      kind: 'refused',
      problems: document.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        message: `${firstLine(error.message)}; correct the YAML`,
      })),
    }
  const lineOf = (path: YamlPath) => lineOfNode(nodeAt(document.contents, path), lines)
  const parsed = schema.safeParse(document.toJS())
  if (parsed.success) return { kind: 'read', value: parsed.data, lineOf }
  const problems = parsed.error.issues.flatMap((issue) =>
    describeIssue(issue).map(({ path, message }) => ({ line: lineOf(path), message })),
  )
  return { kind: 'refused', problems }
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/ at line \d+, column \d+:?$/, '')
}

/** The node a path leads to, or the last on the way that is there. */
function nodeAt(root: Node | null, path: YamlPath): Node | null {
  let found = root
  for (const step of path) {
    const next = isCollection(found) ? keyOrItem(found, step) : undefined
    if (!next) return found
    found = next
  }
  return found
}

function keyOrItem(collection: Node, step: string | number): Node | undefined {
  if (!isCollection(collection)) return undefined
  const item = collection.get(step, true)
  return item && typeof item === 'object' ? (item as Node) : undefined
}

function lineOfNode(node: Node | null, lines: LineCounter): number {
  const start = node && (isScalar(node) || isCollection(node)) ? node.range?.[0] : undefined
  return lines.linePos(start ?? 0).line
}
