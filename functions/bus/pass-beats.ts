import { Beat } from '#domain/beat.ts'
import type { EventType } from '#domain/events.ts'
import type { Bus } from './bus.ts'
import { publishEvents } from './publish-events.ts'

interface StreamRecord {
  readonly kinesis: { readonly data: string }
}

/** The watchdog's beats among a batch's records, and the records that are the stage's own. */
export function splitBeats<Rec extends StreamRecord>(
  records: readonly Rec[],
  type: EventType,
): { readonly beats: Beat[]; readonly rest: Rec[] } {
  const beats: Beat[] = []
  const rest: Rec[] = []
  for (const record of records) {
    const beat = readBeat(record, type)
    if (beat) beats.push(beat)
    else rest.push(record)
  }
  return { beats, rest }
}

/** Undefined for whatever is no beat, and for what only calls itself one. */
function readBeat({ kinesis }: StreamRecord, type: EventType): Beat | undefined {
  const text = Buffer.from(kinesis.data, 'base64').toString('utf8')
  if (!text.includes(`"${type}"`)) return undefined
  const event = JSON.parse(text) as { 'detail-type': unknown; detail: unknown }
  return event['detail-type'] === type ? Beat.safeParse(event.detail).data : undefined
}

/** After the batch: a stage that does nothing passes nothing on. */
export async function passBeats(bus: Bus, beats: readonly Beat[], type: EventType): Promise<void> {
  const newest = beats.toSorted((a, b) => a.at - b.at).at(-1)
  if (newest) await publishEvents(bus, [{ source: 'hyphae.watchdog', type, detail: newest }])
}
