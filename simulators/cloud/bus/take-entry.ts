import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { BusEvent } from '#domain/events.ts'
import { isDeeplyNested } from './nesting.ts'

export const Entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  Time: z.number().optional(),
})
export type Entry = z.infer<typeof Entry>

export interface RefusedEntry {
  readonly ErrorCode: string
  readonly ErrorMessage: string
}

const timeBytes = 14
const longestName = 128
const latestSecond = 8_640_000_000

export function entryBytes(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])]
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0)
  return bytes + (entry.Time === undefined ? 0 : timeBytes)
}

/** An event as targets are handed it, and as the text that is kept of it. */
export interface TakenEvent {
  readonly event: BusEvent
  readonly text: string
}

export function takeEntry(entry: Entry, now: number): TakenEvent | RefusedEntry {
  const { Source = '', DetailType = '', Detail = '', Resources = [], Time = now / 1000 } = entry
  const trouble =
    troubleOfName('Source', Source) ??
    troubleOfName('DetailType', DetailType) ??
    troubleOfTime(Time)
  if (trouble) return trouble
  if (Source.startsWith('aws.'))
    return {
      ErrorCode: 'NotAuthorizedForSourceException',
      ErrorMessage: 'Not authorized for the source.',
    }
  if (Detail === '') return invalid('Detail', 'Detail is a required argument.')
  const detail = parseObject(Detail)
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
  const envelope = {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source: Source,
    account: '000000000000',
    time: new Date(Time * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: 'local',
    resources: Resources,
  }
  return {
    event: { ...envelope, detail },
    text: `${JSON.stringify(envelope).slice(0, -1)},"detail":${onOneLine(Detail, detail)}}`,
  }
}

/** What was sent stays as it was written, unless it would break the stream's lines. */
function onOneLine(text: string, detail: object): string {
  return /[\n\r\t]/.test(text) ? JSON.stringify(detail) : text
}

function troubleOfName(name: string, value: string): RefusedEntry | undefined {
  if (value === '') return invalid(name, `${name} is a required argument.`)
  return value.length > longestName
    ? invalid(name, `${name} is longer than ${longestName} characters.`)
    : undefined
}

function troubleOfTime(seconds: number): RefusedEntry | undefined {
  return seconds >= 0 && seconds <= latestSecond
    ? undefined
    : invalid('Time', 'Time is out of range.')
}

function invalid(name: string, reason: string): RefusedEntry {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}`,
  }
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text)
    // What is nested too deeply to be written could not be handed on.
    if (isDeeplyNested(text)) JSON.stringify(value)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
