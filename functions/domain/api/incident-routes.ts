import * as z from 'zod'
import { Severity } from '#domain/severity.ts'
import {
  CauseRuledOut,
  IncidentAction,
  IncidentActionResult,
  IncidentAssignment,
  IncidentComment,
  IncidentDetail,
  IncidentFeedback,
  IncidentPage,
} from './incidents.ts'
import type { Route } from './route.ts'

/** As long as the longest names of a site, a cell and a sensor make it. */
const oneIncident = z.object({ id: z.string().min(1).max(300) })

const action = {
  method: 'post',
  role: 'operator',
  parameters: oneIncident,
  response: IncidentActionResult,
  problems: [400, 404, 412, 413],
} as const

export const incidentRoutes = {
  incidents: {
    method: 'get',
    path: '/incidents',
    role: 'viewer',
    summary: 'Incidents, the unresolved and worst first, then the newest.',
    query: z.object({
      status: z
        .enum(['pending', 'open', 'acknowledged', 'recovering', 'resolved', 'unresolved', 'all'])
        .default('all'),
      severity: Severity.optional(),
      site: z.string().max(63).optional(),
      cell: z.string().max(63).optional(),
      owner: z.string().max(80).optional(),
      /** Only what is silenced or part of another incident, or only what is not. */
      suppressed: z
        .enum(['true', 'false'])
        .transform((text) => text === 'true')
        .optional(),
      cursor: z.string().max(512).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: IncidentPage,
    problems: [400, 404],
  },
  incident: {
    method: 'get',
    path: '/incidents/{id}',
    role: 'viewer',
    summary: 'One incident with its cells, causes, anomalies, actions and timeline.',
    parameters: oneIncident,
    response: IncidentDetail,
    versionOf: ({ summary }: z.input<typeof IncidentDetail>) => summary.version,
    problems: [400, 404],
  },
  acknowledgeIncident: {
    ...action,
    path: '/incidents/{id}/acknowledge',
    summary: 'Someone takes an incident on.',
    body: IncidentAction,
  },
  assignIncident: {
    ...action,
    path: '/incidents/{id}/assign',
    summary: 'Someone gives an incident to somebody, or back to nobody.',
    body: IncidentAssignment,
  },
  commentIncident: {
    ...action,
    path: '/incidents/{id}/comment',
    summary: 'Someone says something about an incident.',
    body: IncidentComment,
  },
  resolveIncident: {
    ...action,
    path: '/incidents/{id}/resolve',
    summary: 'Someone declares an incident over.',
    body: IncidentAction,
  },
  reopenIncident: {
    ...action,
    path: '/incidents/{id}/reopen',
    summary: 'Someone opens a resolved incident again.',
    problems: [400, 404, 409, 412, 413],
    body: IncidentAction,
  },
  feedbackIncident: {
    ...action,
    path: '/incidents/{id}/feedback',
    summary:
      'Someone says whether what an incident tells was expected or real; its detectors learn.',
    body: IncidentFeedback,
  },
  ruleOutCause: {
    ...action,
    path: '/incidents/{id}/not-the-cause',
    summary: 'Someone says that a cell is not the cause; the causes are ranked without it.',
    problems: [400, 404, 409, 412, 413],
    body: CauseRuledOut,
  },
} as const satisfies Record<string, Route>
