import type { Context } from 'hono'
import { RequestProblem } from './problems.ts'

/** The deepest body of the contract has about ten levels. */
const deepest = 64

/** A body as JSON; what is not is told what it is instead. */
export async function readJson(c: Context): Promise<unknown> {
  const type = c.req.header('content-type')
  if (!type?.startsWith('application/json'))
    throw badRequest(
      `The body is declared as ${type === undefined ? 'nothing' : `"${type.slice(0, 80)}"`}, not as JSON; send content-type: application/json.`,
    )
  const text = await c.req.text()
  // Before it is parsed: what follows may then go down step by step.
  if (isDeeperThan(text, deepest))
    throw badRequest(`The body is nested deeper than ${deepest} levels; send a flatter one.`)
  return refuseUnreadable(parse(text), 'body')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw badRequest(`The body is not JSON: ${why}; send one JSON object.`)
  }
}

function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0
  // A string may hold brackets; one that never ends is left to the parser.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth -= 1
    if (depth > levels) return true
  }
  return false
}

/** Ends a text, moves a cursor, or turns what follows around: in a log or on a screen it says something else. */
const disguise = /[^\P{Cc}\t\n\r]|[\u202a-\u202e\u2066-\u2069]/u

/** Half a character cannot be written as UTF-8, and what disguises is not meant to be read: neither is let in. */
export function refuseUnreadable<Value>(value: Value, place: string): Value {
  const found = findUnreadable(value, place)
  if (found !== undefined)
    throw badRequest(
      `${found.slice(0, 200)} holds a control character (NUL, escape, turned direction) or half a character; leave it out and send the rest.`,
    )
  return value
}

function findUnreadable(value: unknown, place: string): string | undefined {
  if (typeof value === 'string') return isReadable(value) ? undefined : place
  if (typeof value !== 'object' || value === null) return undefined
  for (const [name, inner] of Object.entries(value)) {
    if (!isReadable(name)) return `The name of a field of ${place}`
    const found = findUnreadable(inner, `${place}.${name}`)
    if (found !== undefined) return found
  }
  return undefined
}

function isReadable(text: string): boolean {
  return text.isWellFormed() && !disguise.test(text)
}

function badRequest(detail: string): RequestProblem {
  return new RequestProblem(400, 'Bad request', detail)
}
