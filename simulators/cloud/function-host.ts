import type { FunctionName } from '#wiring'
import type { KinesisEvent } from './stream/kinesis-event.ts'

/** The very handlers that infra deploys, loaded by the path infra gives them. */
export interface FunctionHost {
  onStream(
    name: FunctionName,
    event: KinesisEvent,
  ): Promise<{ batchItemFailures?: ReadonlyArray<{ itemIdentifier: string }> }>
  onEvent(name: FunctionName, event: unknown): Promise<void>
  onRequest(request: unknown): Promise<HttpAnswer>
  /** A call by hand, whose caller waits for the answer. */
  onCall(name: FunctionName, event: unknown): Promise<unknown>
}

export interface HttpAnswer {
  readonly statusCode: number
  readonly headers?: Record<string, string>
  readonly body?: string
  readonly isBase64Encoded?: boolean
}

type Handler = (event: unknown, context: unknown) => Promise<unknown>

let loads = 0

/** Handlers read their settings when they are loaded, so these must be set before. */
export async function loadFunctions(
  names: readonly FunctionName[],
  settings: Readonly<Record<string, string>>,
): Promise<FunctionHost> {
  Object.assign(process.env, settings)
  // A second cloud in one process needs handlers of its own, with its own settings.
  const again = loads === 0 ? '' : `?load=${loads}`
  loads += 1
  const handlers = new Map<FunctionName, Handler>()
  for (const name of names) {
    const url = new URL(`../../functions/${name}/handler.ts${again}`, import.meta.url)
    const { handler } = (await import(url.href)) as { handler: Handler }
    handlers.set(name, handler)
  }
  const call = (name: FunctionName, event: unknown) => {
    const handler = handlers.get(name)
    if (!handler)
      throw new Error(
        `Function ${name} is wired but was not loaded; functions/wiring.ts and the host disagree.`,
      )
    return handler(event, contextOf(name))
  }
  return {
    onStream: async (name, event) =>
      ((await call(name, event)) ?? {}) as {
        batchItemFailures?: ReadonlyArray<{ itemIdentifier: string }>
      },
    onEvent: async (name, event) => {
      await call(name, event)
    },
    onCall: call,
    onRequest: async (request) => (await call('serve-api', request)) as HttpAnswer,
  }
}

function contextOf(name: FunctionName) {
  return {
    functionName: name,
    functionVersion: '$LATEST',
    memoryLimitInMB: '1024',
    awsRequestId: 'embedded',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${name}`,
    getRemainingTimeInMillis: () => 60_000,
  }
}
