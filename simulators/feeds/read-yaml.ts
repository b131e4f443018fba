import {
  type Document,
  isCollection,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLError,
} from 'yaml'
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
        message: describeError(error),
      })),
    }
  const plain = toPlain(document)
  if (plain.kind === 'refused') return { kind: 'refused', problems: [{ line: 1, ...plain }] }
  const lineOf = (path: YamlPath) => lineOfNode(nodeAt(document.contents, path), lines)
  const parsed = schema.safeParse(plain.value, { reportInput: true })
  if (parsed.success) return { kind: 'read', value: parsed.data, lineOf }
  const problems = parsed.error.issues.flatMap((issue) =>
    describeIssue(issue).map(({ path, message }) => ({ line: lineOf(path), message })),
  )
  return { kind: 'refused', problems }
}

function describeError({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS')
    return 'a second YAML document begins here; put each into a file of its own'
  return `${firstLine(message)}; correct the YAML`
}

/** A few lines of aliases of aliases can stand for more than memory holds. */
const mostAliases = 100

function toPlain(document: Document.Parsed) {
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases })
    return { kind: 'plain', value } as const
  } catch (cause) {
    // The library throws this one kind, for an alias of nothing and for too many.
    if (!(cause instanceof ReferenceError)) throw cause
    const message = `aliases cannot be followed (${firstLine(cause.message)}; at most ${mostAliases} are); write out what they stand for`
    return { kind: 'refused', message } as const
  }
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
