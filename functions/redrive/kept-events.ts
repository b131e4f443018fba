import * as z from 'zod'

const KeptEvent = z.object({
  source: z.string().min(1),
  'detail-type': z.string().min(1),
  detail: z.record(z.string(), z.unknown()),
})
export type KeptEvent = z.infer<typeof KeptEvent>

/** A batch as the embedded cloud keeps it. */
const Embedded = z.object({ events: z.array(KeptEvent).min(1) })
/** As Lambda keeps what its stream mapping gave up: the call is inside, as text. */
const Stream = z.object({ payload: z.string() })
const Call = z.object({
  Records: z.array(z.object({ kinesis: z.object({ data: z.base64() }) })).min(1),
})
/** As Lambda keeps a call that nobody waited for. */
const Asynchronous = z.object({ requestPayload: KeptEvent })

export type KeptEvents =
  | { readonly kind: 'events'; readonly events: readonly KeptEvent[] }
  | { readonly kind: 'unreadable'; readonly reason: string }

/** The events of one object of the failure bucket, in their order, whoever wrote it. */
export function readKeptEvents(text: string): KeptEvents {
  try {
    const kept: unknown = JSON.parse(text)
    const events =
      Embedded.safeParse(kept).data?.events ??
      asynchronous(kept) ??
      recordsOf(Stream.parse(kept).payload)
    return { kind: 'events', events }
  } catch {
    return { kind: 'unreadable', reason: 'it holds no events of the bus; look at it by hand' }
  }
}

function asynchronous(kept: unknown): KeptEvent[] | undefined {
  const parsed = Asynchronous.safeParse(kept)
  return parsed.success ? [parsed.data.requestPayload] : undefined
}

function recordsOf(payload: string): KeptEvent[] {
  return Call.parse(JSON.parse(payload)).Records.map(({ kinesis }) =>
    KeptEvent.parse(JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8'))),
  )
}
