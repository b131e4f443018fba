import * as z from 'zod'
import { apiPrefix, contract, type Operation } from '#domain/api/contract.ts'
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
  paths[`${apiPrefix}/openapi.json`] = { get: describeItself() }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Hyphae',
      version: '1.0.0',
      description:
        'Sensors, readings and incidents of living infrastructure. Errors are problem+json (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas },
  }
}

function describeOperation(name: string, route: Route, schemas: Record<string, unknown>) {
  const answer = (schema: z.ZodType) => toSchema(schema, 'output', schemas)
  return {
    operationId: name,
    summary: route.summary,
    parameters: [
      ...describeParameters(route.parameters, 'path', schemas),
      ...describeParameters(route.query, 'query', schemas),
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
        ? { 304: { description: 'The answer is still the one whose etag came in If-None-Match.' } }
        : {}),
      ...Object.fromEntries(
        route.problems.map((status) => [
          status,
          describeProblem('Refused, with the reason and the remedy.', answer(Problem)),
        ]),
      ),
      default: describeProblem('Not answered; the log says why.', answer(Problem)),
    },
  }
}

function describeProblem(description: string, schema: unknown) {
  return { description, content: { 'application/problem+json': { schema } } }
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

function describeItself() {
  return {
    operationId: 'openapi',
    summary: 'This document.',
    responses: {
      200: {
        description: 'OpenAPI 3.1.',
        content: { 'application/json': { schema: { type: 'object' } } },
      },
    },
  }
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
