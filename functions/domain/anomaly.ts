import * as z from 'zod'
import { Severity } from './severity.ts'

const fields = {
  schemaVersion: z.literal(1),
  /** Made of sensor, onset and detector, so that a redelivery writes the same anomaly again. */
  id: z.string(),
  detector: z.string(),
  detectorVersion: z.number().int(),
  sensor: z.string(),
  site: z.string(),
  cell: z.string(),
  metric: z.string(),
  label: z.string(),
  unit: z.string(),
  severity: Severity,
  /** When it began, when it had held long enough to be told, and the last reading that showed it. */
  onset: z.number().int(),
  detectedAt: z.number().int(),
  lastAt: z.number().int(),
  value: z.number(),
  expected: z.number(),
  low: z.number(),
  high: z.number(),
  /** Surprise: minus the decimal logarithm of the tail probability, so 4 is one in 10,000. */
  score: z.number(),
  threshold: z.number(),
  reason: z.string(),
  /** What is wrong, in the few words of a title, where value and expectation do not say it. */
  trouble: z.string().optional(),
  /** Which sensors show it, and how much of it: shares add up to 1. */
  contributors: z
    .array(z.object({ sensor: z.string(), label: z.string(), share: z.number() }))
    .optional(),
  /** When it became worse than it was first told, and by what. */
  worsened: z.object({ at: z.number().int(), reason: z.string() }).optional(),
  /** The policies that decided it, each with its version, as in "site:habitat@3"; none where all was as usual. */
  policy: z.array(z.string()).optional(),
  /** The lesson by which it is nothing to tell: kept and counted, in no incident. */
  expectedBy: z.object({ lesson: z.string(), by: z.string() }).optional(),
  /** The frame whose reading made it certain. */
  frame: z.string(),
}

export const Anomaly = z
  .discriminatedUnion('state', [
    z.object({ ...fields, state: z.literal('detected') }),
    z.object({ ...fields, state: z.literal('cleared'), clearedAt: z.number().int() }),
  ])
  .meta({ id: 'Anomaly' })
export type Anomaly = z.infer<typeof Anomaly>

export function anomalyId(sensor: string, onset: number, detector: string): string {
  return `${sensor}@${onset.toString(36)}~${detector}`
}

/** What a lesson let pass may go on as something that is told, with the same onset: two anomalies, two names. */
export function courseName(detector: string, isExpected: boolean): string {
  return isExpected ? `${detector}~expected` : detector
}

export interface AnomalyAddress {
  readonly sensor: string
  readonly onset: number
  /** With its course. */
  readonly detector: string
}

/** What its id is made of. */
export function parseAnomalyId(id: string): AnomalyAddress | undefined {
  const [, sensor, onset, detector] = /^([^@~]+)@([0-9a-z]{1,9})~(.+)$/.exec(id) ?? []
  if (!sensor || !onset || !detector) return undefined
  return { sensor, onset: Number.parseInt(onset, 36), detector }
}
