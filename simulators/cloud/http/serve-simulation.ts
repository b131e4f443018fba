import type { IncomingMessage, ServerResponse } from 'node:http'
import * as z from 'zod'
import { describeIssue } from '#simulators/feeds/describe-issue.ts'
import type { FaultLabel } from '#simulators/feeds/faults/fault.ts'
import { FaultSpec } from '#simulators/feeds/faults/registry.ts'
import { isJson, readBody } from './read-body.ts'

/** The world that is being simulated, for whoever wants to break something in it. */
export interface Simulation {
  /** Throws what is wrong with the fault's place. */
  inject(fault: FaultSpec): FaultLabel
  labels(): readonly FaultLabel[]
}

export interface SimulationPorts {
  /** Nothing, before the feeds have begun. */
  simulation(): Simulation | undefined
  now(): number
}

/** A fault as it is asked for: it begins at once. */
const Wish = z.looseObject({
  forSeconds: z
    .number()
    .int()
    .min(1)
    .max(30 * 86_400),
})

const largestBody = 10_000

/** GET and POST /simulation/faults. Only JSON: a page of another origin cannot send that unasked. */
export async function serveSimulation(
  request: IncomingMessage,
  response: ServerResponse,
  ports: SimulationPorts,
): Promise<void> {
  const world = ports.simulation()
  if (!world)
    return refuse(response, 409, 'No feeds are simulated yet; try again when Hyphae is ready.')
  if (request.method === 'GET') return answer(response, 200, { faults: world.labels() })
  const remedy = 'GET the faults, or POST one as application/json.'
  if (request.method !== 'POST') {
    response.setHeader('allow', 'GET, POST')
    return refuse(response, 405, remedy)
  }
  if (!isJson(request)) return refuse(response, 415, remedy)
  const wish = readWish((await readBody(request, largestBody)).toString('utf8'), ports.now())
  if (typeof wish === 'string') return refuse(response, 422, wish)
  try {
    answer(response, 201, world.inject(wish))
  } catch (cause) {
    refuse(response, 422, cause instanceof Error ? cause.message : String(cause))
  }
}

/** The fault, or what is wrong with it. */
function readWish(text: string, now: number): FaultSpec | string {
  const wish = Wish.safeParse(parseJson(text))
  if (!wish.success) return wordsOf(wish.error)
  const { forSeconds, ...fault } = wish.data
  const onset = Math.ceil(now / 1_000) * 1_000
  const spec = FaultSpec.safeParse({ ...fault, onset, end: onset + forSeconds * 1_000 })
  return spec.success ? spec.data : wordsOf(spec.error)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function wordsOf(error: z.ZodError): string {
  return error.issues
    .flatMap((issue) => describeIssue(issue).map(({ message }) => message))
    .join('; ')
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  answer(response, status, { status, title: 'No fault was injected', detail }, 'problem+json')
}

function answer(response: ServerResponse, status: number, body: unknown, type = 'json'): void {
  response.writeHead(status, {
    'content-type': `application/${type}`,
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(body))
}
