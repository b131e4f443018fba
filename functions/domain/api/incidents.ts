import * as z from 'zod'
import { Incident } from '#domain/incidents/incident.ts'
import { Severity } from '#domain/severity.ts'
import { Author, type Signed } from './author.ts'
import { ToldVerdict } from './verdicts.ts'

/** Times are ISO 8601 in UTC. */
export const IncidentSummary = z
  .object({
    id: z.string(),
    version: z.number().int(),
    status: z.enum(['open', 'acknowledged', 'resolved']),
    severity: Severity,
    site: z.string(),
    cell: z.string(),
    /** Where it is, in words: the root cell's name. */
    place: z.string(),
    title: z.string(),
    openedAt: z.string(),
    updatedAt: z.string(),
    /** Who acknowledged or resolved it. */
    owner: z.string().nullable(),
    sensors: z.number().int(),
    downstreamCells: z.number().int(),
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

export const IncidentAction = z
  .object({
    by: Author,
    comment: z.string().trim().max(2_000).optional(),
    /** The version the person was looking at; without it the action applies to whatever is there. */
    version: z.number().int().optional(),
  })
  .meta({ id: 'IncidentAction' })
export type IncidentAction = Signed<z.infer<typeof IncidentAction>>

/** `applied` is false when someone was faster; `message` says who and when. */
export const IncidentActionResult = z
  .object({ applied: z.boolean(), message: z.string(), summary: IncidentSummary })
  .meta({ id: 'IncidentActionResult' })
export type IncidentActionResult = z.infer<typeof IncidentActionResult>
