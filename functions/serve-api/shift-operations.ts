import type { Operations } from './answering.ts'
import { listAudit } from './list-audit.ts'
import type { Ports } from './ports.ts'
import { readHandover, readPerformance } from './read-shift.ts'
import type { Registry } from './read-sites.ts'

/** What a shift looks back on. */
export function createShiftOperations(
  ports: Ports,
  registry: Registry,
): Pick<Operations, 'performance' | 'handover' | 'audit'> {
  return {
    performance: async ({ query }) => {
      if (query.site) await registry.one(query.site)
      return readPerformance(ports, query)
    },
    handover: async ({ query }) => {
      if (query.site) await registry.one(query.site)
      return readHandover(ports, query.since, query.site ?? null)
    },
    audit: ({ query }) => listAudit(ports, query),
  }
}
