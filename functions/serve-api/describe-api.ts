import * as z from 'zod'
import { apiPrefix, contract, type Operation } from '#domain/api/contract.ts'
import { guardProblems } from '#domain/api/guard-problems.ts'
import { Problem } from '#domain/api/problem.ts'
import type { Route } from '#domain/api/route.ts'

/** The OpenAPI 3.1 document, made of the schemas that the answers are checked against. */
export function describeApi() {
  const paths: Record<string, Record<string, unknown>> = {}
  const schemas: Record<string, unknown> = {}
  for (const [name, route] of Object.entries(contract) as [Operation, Route][]) {
    const path = `${apiPrefix}${route.path}`
    paths[path] = { ...paths[path], [route.method]: describeOperation(name, route, schemas) }
  }
  paths[`${apiPrefix}${openApiRoute.path}`] = {
    get: describeOperation('openapi', openApiRoute, schemas),
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hyphae',
      version: '1.0.0',
      description:
        'Sensors, readings and incidents of living infrastructure. Errors are problem+json (RFC 9457). What an address cannot be asked is answered with 405, and Allow says what can. x-role is the least role that an operation takes: viewer, operator or engineer.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  }
}

function describeOperation(name: string, route: Route, schemas: Record<string, unknown>) {
  const answer = (schema: z.ZodType) => toSchema(schema, 'output', schemas)
  return {
    operationId: name,
    summary: route.summary,
    'x-role': route.role,
    parameters: [
      ...describeParameters(route.parameters, 'path', schemas),
      ...describeParameters(route.query, 'query', schemas),
      ...describeHeaders(route),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: toSchema(route.body, 'input', schemas) } },
          },
        }
      : {}),
    responses: {
      200: {
        description: 'As asked.',
        content: { 'application/json': { schema: answer(route.response) } },
      },
      ...(route.method === 'get'
        ? { 304: { description: 'The answer is still one whose etag came in If-None-Match.' } }
        : {}),
      ...Object.fromEntries(
        [...new Set([...route.problems, ...guardProblems(route)])].map((status) => [
          status,
          describeProblem(refusals[status] ?? refused, answer(Problem)),
        ]),
      ),
      default: describeProblem('Not answered; the log says why.', answer(Problem)),
    },
  }
}

const refused = 'Refused, with the reason and the remedy.'
const refusals: Readonly<Record<number, string>> = {
  401: 'No token, or one that cannot be believed; www-authenticate says which kind is wanted.',
  403: 'The role is too low, or the body is in another name than the token.',
  429: 'Too many requests; retry-after says how many seconds to wait.',
}

function describeProblem(description: string, schema: unknown) {
  return { description, content: { 'application/problem+json': { schema } } }
}

function describeHeaders({ method, problems }: Route) {
  if (method === 'get') return []
  const once = describeHeader(
    'Idempotency-Key',
    'A name for this change, told again with every retry: within a day it is done once, and the first answer comes again with idempotent-replayed: true.',
    { type: 'string', minLength: 1, maxLength: 128, pattern: '^[ -~]+$' },
  )
  const match = describeHeader(
    'If-Match',
    'The etag of the incident that was looked at, or its version in quotes, or a list of them; where it is at another version by now, the answer is 412.',
    { type: 'string' },
  )
  return problems.includes(412) ? [once, match] : [once]
}

function describeHeader(name: string, description: string, schema: object) {
  return { name, in: 'header', required: false, description, schema }
}

function describeParameters(
  object: z.ZodObject | undefined,
  place: 'path' | 'query',
  schemas: Record<string, unknown>,
) {
  if (!object) return []
  const whole = toSchema(object, 'input', schemas) as {
    properties: Record<string, unknown>
    required?: string[]
  }
  return Object.entries(whole.properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || (whole.required?.includes(name) ?? false),
    schema,
  }))
}

/** This document is served beside the operations of the contract. */
export const openApiRoute: Route = {
  method: 'get',
  path: '/openapi.json',
  summary: 'This document.',
  role: 'viewer',
  response: z.looseObject({}),
  problems: [],
}

/** Schemas with a name become components; `$defs` of one answer are the components of all. */
function toSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
  schemas: Record<string, unknown>,
): unknown {
  const {
    $defs,
    $schema: _,
    id: __,
    ...rest
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }) as Record<
    string,
    unknown
  >
  for (const [name, definition] of Object.entries(
    ($defs ?? {}) as Record<string, Record<string, unknown>>,
  )) {
    const { id: ___, ...body } = definition
    schemas[name] = pointToComponents(body)
  }
  return pointToComponents(rest)
}

function pointToComponents(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pointToComponents)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : pointToComponents(inner),
    ]),
  )
}
