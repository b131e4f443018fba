import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { BusEvent } from '#domain/events.ts'

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

/** The entry as the event that targets are handed. */
export function takeEntry(entry: Entry, now: number): { event: BusEvent } | RefusedEntry {
  const { Source = '', DetailType = '', Detail = '', Resources = [], Time = now / 1000 } = entry
  const trouble =
    troubleOfName('Source', Source) ??
    troubleOfName('DetailType', DetailType) ??
    troubleOfTime(Time)
  if (trouble) return trouble
  if (Detail === '') return invalid('Detail', 'Detail is a required argument.')
  const detail = parseObject(Detail)
  if (!detail) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' }
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source: Source,
    account: '000000000000',
    time: new Date(Time * 1000).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: 'local',
    resources: Resources,
    detail,
  }
  return { event }
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
    JSON.stringify(value)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}
