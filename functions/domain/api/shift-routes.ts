import * as z from 'zod'
import { AuditEntry } from '#domain/audit.ts'
import { Handover } from './handover.ts'
import { Performance } from './performance.ts'
import type { Route } from './route.ts'

const instant = z.coerce.number().int().min(0).max(8_640_000_000_000)
const site = z.string().max(63).optional()

const AuditPage = z
  .object({ items: z.array(AuditEntry), next: z.string().nullable() })
  .meta({ id: 'AuditPage' })

export const shiftRoutes = {
  performance: {
    method: 'get',
    path: '/performance',
    role: 'viewer',
    summary: 'How well the alarms serve people, by EEMUA 191 and ISA-18.2; 92 days at most.',
    query: z.object({
      from: instant,
      to: instant,
      operators: z.coerce.number().int().min(1).max(1_000).default(1),
      site,
    }),
    response: Performance,
    problems: [400, 404],
  },
  handover: {
    method: 'get',
    path: '/handover',
    role: 'viewer',
    summary: 'What happened since a time, what is open, and which silences end; to be read out.',
    query: z.object({ since: instant, site }),
    response: Handover,
    problems: [400, 404],
  },
  audit: {
    method: 'get',
    path: '/audit',
    role: 'operator',
    summary: 'Who did what, when, why and with which outcome, newest first.',
    query: z.object({
      from: instant.optional(),
      to: instant.optional(),
      by: z.string().max(80).optional(),
      subject: z.string().max(300).optional(),
      action: z.string().max(63).optional(),
      cursor: z.string().max(1_000).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: AuditPage,
    problems: [400],
  },
} as const satisfies Record<string, Route>
