import * as z from 'zod'
import { SiteResponse } from './incidents/response.ts'
import { MetricDefinition } from './metric.ts'
import { CalibrationEntry } from './quality/calibration.ts'
import { qualityFields } from './quality/quality-limits.ts'
import { Slug } from './slug.ts'

/** One sensor of a cell: a metric's name alone, or more where it differs from the metric's definition. */
export const SensorEntry = z.union([
  Slug,
  z.strictObject({
    sensor: Slug,
    metric: Slug,
    name: z.string().min(1).max(80).optional(),
    expectedIntervalSeconds: z.number().int().min(1).max(86_400).optional(),
    limits: z.strictObject({ min: z.number(), max: z.number() }).optional(),
    /** The cell this sensor's edge leads to, for a flow. */
    edgeTo: Slug.optional(),
    ...qualityFields,
    calibration: z.array(CalibrationEntry).min(1).max(100).optional(),
  }),
])
export type SensorEntry = z.infer<typeof SensorEntry>

export const CellEntry = z.strictObject({
  cell: Slug,
  name: z.string().min(1).max(80),
  role: Slug.default('cell'),
  feed: Slug.optional(),
  gateway: Slug.optional(),
  sensors: z.array(SensorEntry).min(1).max(200).optional(),
})
export type CellEntry = z.infer<typeof CellEntry>

export const Edge = z.strictObject({
  from: Slug,
  to: Slug,
  /** How long a disturbance takes to travel along this edge. */
  lagSeconds: z.number().min(0).max(86_400).default(60),
})
export type Edge = z.infer<typeof Edge>

export const Site = z.strictObject({
  schemaVersion: z.literal(1),
  site: Slug,
  name: z.string().min(1).max(80),
  about: z.string().max(400).optional(),
  timeZone: z.string().min(1).max(60).default('UTC'),
  metrics: z.record(Slug, MetricDefinition).default({}),
  cells: z.array(CellEntry).min(1).max(20_000),
  edges: z.array(Edge).max(100_000).default([]),
  /** What to do about anomalies here, where it differs from what the feeds and detectors say. */
  responses: z.array(SiteResponse).max(1_000).default([]),
})
export type Site = z.infer<typeof Site>
