import * as z from 'zod'
import { Anomaly } from '#domain/anomaly.ts'
import { Severity } from '#domain/severity.ts'

/** Who acts when nobody does; no person may go by this name. */
export const byItself = 'hyphae'

export const TimelineEntry = z
  .object({
    at: z.number().int(),
    kind: z.enum(['opened', 'grew', 'severity', 'cleared', 'acknowledged', 'resolved']),
    by: z.string(),
    text: z.string(),
  })
  .meta({ id: 'TimelineEntry' })
export type TimelineEntry = z.infer<typeof TimelineEntry>

const acknowledgement = { acknowledgedBy: z.string(), acknowledgedAt: z.number().int() }

export const IncidentStatus = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('open') }),
    z.object({ status: z.literal('acknowledged'), ...acknowledgement }),
    z.object({
      status: z.literal('resolved'),
      resolvedBy: z.string(),
      resolvedAt: z.number().int(),
    }),
  ])
  .meta({ id: 'IncidentStatus' })
export type IncidentStatus = z.infer<typeof IncidentStatus>

export const Incident = z
  .object({
    schemaVersion: z.literal(1),
    id: z.string(),
    version: z.number().int(),
    state: IncidentStatus,
    severity: Severity,
    site: z.string(),
    /** The cell that explains the others, by the site's graph and the order of onsets. */
    rootCell: z.string(),
    rootCellName: z.string(),
    title: z.string(),
    openedAt: z.number().int(),
    /** Event time of the last thing that happened in it. */
    updatedAt: z.number().int(),
    /** By cell, the likeliest cause first: since when, and how many of its sensors show it. Bounded; the title counts all. */
    cells: z.array(
      z.object({
        cell: z.string(),
        name: z.string(),
        onset: z.number().int(),
        downstream: z.boolean(),
        sensors: z.number().int(),
      }),
    ),
    /** The latest state of each anomaly, oldest onset first; bounded, see `omittedAnomalies`. */
    anomalies: z.array(Anomaly),
    omittedAnomalies: z.number().int(),
    timeline: z.array(TimelineEntry),
  })
  .meta({ id: 'Incident' })
export type Incident = z.infer<typeof Incident>
