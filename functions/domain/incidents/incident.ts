import * as z from 'zod'
import { Anomaly } from '#domain/anomaly.ts'
import { Severity } from '#domain/severity.ts'
import { BlastRadius } from './blast-radius.ts'
import { byItself, IncidentStatus } from './incident-status.ts'
import { PersonAction } from './person-action.ts'
import { WhatToDo } from './response.ts'
import { SeverityStep } from './severity-steps.ts'

export const TimelineEntry = z
  .object({
    at: z.number().int(),
    kind: z.enum([
      'pending',
      'opened',
      'grew',
      'severity',
      'cleared',
      'recovering',
      'returned',
      'reopened',
      'flapping',
      'acknowledged',
      'assigned',
      'commented',
      'feedback',
      'not-the-cause',
      'resolved',
    ]),
    by: z.string(),
    text: z.string(),
  })
  .meta({ id: 'TimelineEntry' })
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** A disturbed cell: as a cause of the others, or as what another causes. */
export const IncidentCell = z
  .object({
    cell: z.string(),
    name: z.string(),
    onset: z.number().int(),
    downstream: z.boolean(),
    sensors: z.number().int(),
    /** How likely it is the cause, from 0 to 1, and by what; for the likeliest only. */
    likelihood: z.number().default(0),
    evidence: z.string().optional(),
    /** The cell whose trouble it is, so that it calls nobody by itself; still evaluated. */
    suppressedBy: z.string().nullable().default(null),
  })
  .meta({ id: 'IncidentCell' })
export type IncidentCell = z.infer<typeof IncidentCell>

export const Incident = z
  .object({
    schemaVersion: z.literal(1),
    id: z.string(),
    version: z.number().int(),
    state: IncidentStatus,
    /** Now; it steps up at once and down after a while. */
    severity: Severity,
    peakSeverity: Severity.default('info'),
    severitySteps: z.array(SeverityStep).default([]),
    /** Whether it ever called anybody; one that calmed down while pending did not. */
    opened: z.boolean().default(true),
    assignee: z.string().nullable().default(null),
    reopened: z.number().int().default(0),
    flapping: z
      .object({ since: z.number().int(), returns: z.number().int() })
      .nullable()
      .default(null),
    whatToDo: WhatToDo.nullable().default(null),
    site: z.string(),
    /** The cell that explains the others, by the site's graph and the order of onsets. */
    rootCell: z.string(),
    rootCellName: z.string(),
    title: z.string(),
    openedAt: z.number().int(),
    /** Event time of the last thing that happened in it. */
    updatedAt: z.number().int(),
    /** By cell, the likeliest cause first: since when, and how many of its sensors show it. Bounded; the title counts all. */
    cells: z.array(IncidentCell),
    blastRadius: BlastRadius.nullable().default(null),
    /** Another incident whose cause reaches this one's: it is suppressed by that one while that one lasts. */
    partOf: z.object({ incident: z.string(), place: z.string() }).nullable().default(null),
    /** The latest state of each anomaly, oldest onset first; bounded, see `omittedAnomalies`. */
    anomalies: z.array(Anomaly),
    omittedAnomalies: z.number().int(),
    /** What people did, in order. The timeline tells it among the rest. */
    actions: z.array(PersonAction).optional(),
    timeline: z.array(TimelineEntry),
  })
  .meta({ id: 'Incident' })
export type Incident = z.infer<typeof Incident>

/** What people did to it; of an incident from before actions were kept, what its timeline tells. */
export function actionsOf({ actions, timeline, version }: StoredActions): readonly PersonAction[] {
  if (actions) return actions
  return timeline.flatMap(({ at, by, kind, text }): PersonAction[] => {
    const [, comment] = /^[^:]*: (.*)$/s.exec(text) ?? []
    const said = { at, by, version, ...(comment ? { comment } : {}) }
    if (kind === 'acknowledged') return [{ ...said, kind: 'acknowledge' }]
    return kind === 'resolved' && by !== byItself ? [{ ...said, kind: 'resolve' }] : []
  })
}

type StoredActions = Pick<Incident, 'actions' | 'timeline' | 'version'>
