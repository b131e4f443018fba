import * as z from 'zod'
import { Edge } from '#domain/site.ts'

/**
 * Late: overdue by the clock. Missing and dead: told as silent, and given up, by the ticks in the stream.
 * Recorded: only a replay told of it, so nothing says that it goes on reporting.
 */
export const SensorStatus = z
  .enum(['ok', 'anomalous', 'learning', 'late', 'missing', 'dead', 'recorded', 'never-reported'])
  .meta({ id: 'SensorStatus' })
export type SensorStatus = z.infer<typeof SensorStatus>

export const CellSummary = z
  .object({
    site: z.string(),
    cell: z.string(),
    name: z.string(),
    role: z.string(),
    feed: z.string().nullable(),
    sensors: z.number().int(),
  })
  .meta({ id: 'CellSummary' })
export type CellSummary = z.infer<typeof CellSummary>

export const SiteSummary = z
  .object({
    site: z.string(),
    name: z.string(),
    about: z.string().nullable(),
    timeZone: z.string(),
    feeds: z.array(z.string()),
    sensors: z.number().int(),
    cells: z.array(CellSummary),
    edges: z.array(Edge),
  })
  .meta({ id: 'SiteSummary' })
export type SiteSummary = z.infer<typeof SiteSummary>

export const SensorSummary = z
  .object({
    key: z.string(),
    site: z.string(),
    cell: z.string(),
    cellName: z.string(),
    sensor: z.string(),
    name: z.string(),
    metric: z.string(),
    unit: z.string(),
    resolution: z.number(),
    limits: z.object({ min: z.number(), max: z.number() }),
    expectedIntervalSeconds: z.number(),
    feed: z.string().nullable(),
    /** 0 unless the values stand for people. */
    minimumPeople: z.number().int(),
  })
  .meta({ id: 'SensorSummary' })
export type SensorSummary = z.infer<typeof SensorSummary>

/** The newest reading of a sensor with what the detector made of it. Times are epoch milliseconds. */
export const Latest = z
  .object({
    key: z.string(),
    status: SensorStatus,
    at: z.number().int().nullable(),
    value: z.number().nullable(),
    expected: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    score: z.number().nullable(),
    /** QARTOD: 1 pass, 2 not evaluated, 3 suspect, 4 fail, 9 missing. */
    flag: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(9)]),
    /** 0 to 1: how far the detector has come in learning this sensor. */
    learned: z.number().min(0).max(1),
    /** The same in words, with what is not yet known; null when all is, and of what is commanded. */
    learning: z.string().nullable(),
  })
  .meta({ id: 'Latest' })
export type Latest = z.infer<typeof Latest>
