import * as z from 'zod'
import { Site } from '#domain/site.ts'
import { Changes } from './changes.ts'
import { consentRoutes } from './consents.ts'
import { FrameTrace } from './frames.ts'
import { Health } from './health.ts'
import { incidentRoutes } from './incident-routes.ts'
import { loopRoutes } from './loops.ts'
import { policyRoutes } from './policy-routes.ts'
import { QuarantinePage } from './quarantine.ts'
import { ReadingPage } from './readings.ts'
import type { Route } from './route.ts'
import { routingRoutes } from './routing-routes.ts'
import { Series } from './series.ts'
import { shiftRoutes } from './shift-routes.ts'
import { silenceRoutes } from './silence-routes.ts'
import { Latest, SensorStatus, SensorSummary, SiteSummary } from './sites.ts'
import { verdictRoutes } from './verdict-routes.ts'

export const apiPrefix = '/api/v1'

const cursor = z.string().max(512).optional()
const limit = z.coerce.number().int().min(1).max(500).default(100)
const latestInstant = 8_640_000_000_000
const instant = z.coerce.number().int().min(0).max(latestInstant)

export const contract = {
  health: {
    method: 'get',
    path: '/health',
    role: 'viewer',
    summary: 'Whether the pipeline runs, and the account of every frame and reading it took in.',
    response: Health,
    problems: [],
  },
  sites: {
    method: 'get',
    path: '/sites',
    role: 'viewer',
    summary: 'Every site with its cells and graph.',
    response: z.object({ items: z.array(SiteSummary) }),
    problems: [],
  },
  applySite: {
    method: 'put',
    path: '/sites/{site}',
    role: 'engineer',
    summary: 'Registers a site, or replaces its description.',
    parameters: z.object({ site: z.string().min(1).max(63) }),
    body: Site,
    response: z.object({ site: z.string(), cells: z.number().int(), sensors: z.number().int() }),
    problems: [400, 413, 422],
  },
  sensors: {
    method: 'get',
    path: '/sensors',
    role: 'viewer',
    summary: 'Sensors with their newest reading, by site, cell, metric or status.',
    query: z.object({
      site: z.string().max(63).optional(),
      cell: z.string().max(63).optional(),
      metric: z.string().max(63).optional(),
      status: SensorStatus.optional(),
      cursor,
      limit: z.coerce.number().int().min(1).max(5_000).default(500),
    }),
    response: z.object({
      items: z.array(z.object({ sensor: SensorSummary, latest: Latest })),
      next: z.string().nullable(),
    }),
    problems: [400, 404],
  },
  latest: {
    method: 'get',
    path: '/latest',
    role: 'viewer',
    summary: 'The newest reading of every sensor of a site.',
    query: z.object({ site: z.string().min(1).max(63) }),
    response: z.object({ items: z.array(Latest) }),
    problems: [400, 404],
  },
  series: {
    method: 'get',
    path: '/series',
    role: 'viewer',
    summary:
      "A sensor's readings with expected band, score and anomalies, gaps as nulls, spikes kept.",
    query: z.object({
      sensor: z.string().min(1).max(200),
      from: instant,
      to: instant,
      maxPoints: z.coerce.number().int().min(10).max(5_000).default(1_000),
    }),
    response: Series,
    problems: [400, 404],
  },
  readings: {
    method: 'get',
    path: '/readings',
    role: 'viewer',
    summary:
      'Everything stored of a sensor, oldest first: readings, late ones included, and anomalies.',
    query: z.object({
      sensor: z.string().min(1).max(200),
      from: instant.default(0),
      to: instant.default(latestInstant),
      cursor,
      limit: z.coerce.number().int().min(1).max(5_000).default(1_000),
    }),
    response: ReadingPage,
    problems: [400, 404],
  },
  ...incidentRoutes,
  ...policyRoutes,
  ...silenceRoutes,
  ...shiftRoutes,
  ...routingRoutes,
  ...verdictRoutes,
  changes: {
    method: 'get',
    path: '/changes',
    role: 'viewer',
    summary: 'What changed since a cursor, or everything; pass the cursor of the answer next time.',
    query: z.object({ cursor }),
    response: Changes,
    problems: [400],
  },
  quarantine: {
    method: 'get',
    path: '/quarantine',
    role: 'viewer',
    summary: 'What could not be stored, newest first, each with its reason.',
    query: z.object({ cursor, limit }),
    response: QuarantinePage,
    problems: [400],
  },
  frame: {
    method: 'get',
    path: '/frames/{frame}',
    role: 'viewer',
    summary: "What became of a cell's frame: stored or refused, its anomalies and their incidents.",
    parameters: z.object({ frame: z.string().min(1).max(128) }),
    query: z.object({
      site: z.string().min(1).max(63),
      cell: z.string().min(1).max(63),
      /** About when it was sent; needed for one that is older than a day. */
      at: instant.optional(),
    }),
    response: FrameTrace,
    problems: [400, 404],
  },
  ...consentRoutes,
  ...loopRoutes,
} as const satisfies Record<string, Route>

export type Contract = typeof contract
export type Operation = keyof Contract
