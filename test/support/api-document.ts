import * as z from 'zod'

interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

interface Operation {
  readonly operationId: string
  readonly responses: Readonly<Record<string, Response>>
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

/** What an OpenAPI document promises of an answer. */
export interface PromisedAnswer {
  readonly contentType: string | undefined
  readonly schema: z.ZodType | undefined
}

export function operationsOf(document: Document): Operation[] {
  return Object.values(document.paths).flatMap((methods) => Object.values(methods))
}

/** Undefined where the document does not speak of such an answer by its status. */
export function promiseOf(
  document: Document,
  operationId: string,
  status: number,
): PromisedAnswer | undefined {
  const operation = operationsOf(document).find((one) => one.operationId === operationId)
  const response = operation?.responses[String(status)]
  if (!response) return undefined
  const [contentType, media] = Object.entries(response.content ?? {})[0] ?? []
  return { contentType, schema: media && readSchema(document, media.schema) }
}

function readSchema({ components }: Document, schema: object): z.ZodType {
  // A JSON Schema has its definitions with it.
  const text = JSON.stringify({ ...schema, $defs: components.schemas })
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
}
