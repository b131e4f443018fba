import { readAggregates } from '#store/aggregates.ts'
import type { Operations } from './answering.ts'
import { consentsOf, consentsOfSite, decideConsent } from './decide-consent.ts'
import type { Ports } from './ports.ts'
import { notFound } from './problems.ts'
import type { Registry } from './read-sites.ts'

type OfConsent = 'grantConsent' | 'withdrawConsent' | 'consentsOf' | 'consents' | 'aggregates'

/** Each asks for the site first: a name that was mistyped must not look like one where nobody agreed. */
export function consentOperations(ports: Ports, registry: Registry): Pick<Operations, OfConsent> {
  return {
    grantConsent: async ({ parameters, body, by }) => {
      await registry.one(parameters.site)
      return decideConsent(ports, { ...parameters, by }, true, body.from ?? ports.now())
    },
    withdrawConsent: async ({ parameters, query, by }) => {
      await registry.one(parameters.site)
      return decideConsent(ports, { ...parameters, by }, false, query.from)
    },
    consentsOf: async ({ parameters: { site, subject } }) => {
      await registry.one(site)
      return consentsOf(ports, site, subject)
    },
    consents: async ({ parameters: { site }, query }) => {
      await registry.one(site)
      return consentsOfSite(ports, site, query)
    },
    aggregates: async ({ parameters: { site, cell }, query }) => {
      const { cells } = await registry.one(site)
      if (!cells.some((one) => one.cell === cell))
        throw notFound('cell', cell, `GET /api/v1/sites lists those of ${site}`)
      return { items: await readAggregates(ports.store, site, cell, query.from, query.to) }
    },
  }
}
