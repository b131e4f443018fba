import * as z from 'zod'
import { Incident } from '#domain/incidents/incident.ts'
import { PersonName } from '#domain/person-name.ts'
import { Severity } from '#domain/severity.ts'
import { Author, type Signed } from './author.ts'
import { ToldVerdict } from './verdicts.ts'

/** Why an incident calls nobody now. It is evaluated on, and it is not over. */
export const Suppression = z
  .object({
    by: z.enum(['silence', 'incident']),
    /** Of the silence, or of the incident whose trouble it is. */
    id: z.string(),
    reason: z.string(),
    /** When it ends; null where nobody can know. */
    until: z.string().nullable(),
  })
  .meta({ id: 'Suppression' })
export type Suppression = z.infer<typeof Suppression>

/** Times are ISO 8601 in UTC. */
export const IncidentSummary = z
  .object({
    id: z.string(),
    version: z.number().int(),
    status: z.enum(['pending', 'open', 'acknowledged', 'recovering', 'resolved']),
    severity: Severity,
    /** The worst it has been. */
    peakSeverity: Severity.default('info'),
    site: z.string(),
    cell: z.string(),
    /** Where it is, in words: the root cell's name. */
    place: z.string(),
    title: z.string(),
    openedAt: z.string(),
    updatedAt: z.string(),
    resolvedAt: z.string().nullable().default(null),
    /** Whoever it was given to; else who acknowledged or resolved it. */
    owner: z.string().nullable(),
    acknowledgedBy: z.string().nullable().default(null),
    /** When it was taken on first, whoever has it now. */
    acknowledgedAt: z.string().nullable().default(null),
    sensors: z.number().int(),
    downstreamCells: z.number().int(),
    detectors: z.array(z.string()).default([]),
    metrics: z.array(z.string()).default([]),
    /** Whether it ever called anybody. */
    opened: z.boolean().default(true),
    reopened: z.number().int().default(0),
    isFlapping: z.boolean().default(false),
    /** When the time allowed for the first action ends. */
    dueAt: z.string().nullable().default(null),
    partOf: z.string().nullable().default(null),
    suppressed: Suppression.nullable().default(null),
  })
  .meta({ id: 'IncidentSummary' })
export type IncidentSummary = z.infer<typeof IncidentSummary>

export const IncidentPage = z
  .object({ items: z.array(IncidentSummary), next: z.string().nullable() })
  .meta({ id: 'IncidentPage' })
export type IncidentPage = z.infer<typeof IncidentPage>

/** `incident` has everything; `summary` is its line in a list. */
export const IncidentDetail = z
  .object({
    summary: IncidentSummary,
    incident: Incident,
    /** What people said of its anomalies. */
    verdicts: z.array(ToldVerdict).default([]),
  })
  .meta({ id: 'IncidentDetail' })
export type IncidentDetail = z.infer<typeof IncidentDetail>

const acting = {
  by: Author,
  /** The version the person was looking at; without it the action applies to whatever is there. */
  version: z.number().int().optional(),
}
const comment = z.string().trim().max(2_000)

export const IncidentAction = z
  .object({ ...acting, comment: comment.optional() })
  .meta({ id: 'IncidentAction' })

export const IncidentAssignment = z
  .object({ ...acting, comment: comment.optional(), to: PersonName.nullable() })
  .meta({ id: 'IncidentAssignment' })

export const IncidentComment = z
  .object({ ...acting, comment: comment.min(1) })
  .meta({ id: 'IncidentComment' })

export const IncidentFeedback = z
  .object({ ...acting, comment: comment.optional(), verdict: z.enum(['expected', 'real']) })
  .meta({ id: 'IncidentFeedback' })
export type IncidentFeedback = Signed<z.infer<typeof IncidentFeedback>>

export const CauseRuledOut = z
  .object({ ...acting, comment: comment.optional(), cell: z.string().min(1).max(63) })
  .meta({ id: 'CauseRuledOut' })

/** `applied` is false when someone was faster; `message` says who and when. */
export const IncidentActionResult = z
  .object({ applied: z.boolean(), message: z.string(), summary: IncidentSummary })
  .meta({ id: 'IncidentActionResult' })
export type IncidentActionResult = z.infer<typeof IncidentActionResult>
