import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { IncidentChanged } from '#domain/incidents/incident-changed.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { notify } from './notify.ts'

const logger = new Logger({ serviceName: 'notify' })
const ports = {
  store: openStore({ opsTable: requiredSetting('OPS_TABLE') }),
  webhookUrl: process.env['WEBHOOK_URL'] ?? '',
  request: fetch,
  now: Date.now,
  log: (message: string, detail: Record<string, unknown>) => logger.info(message, detail),
}

const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'notify' })

export async function handler(event: { readonly id?: string; readonly detail: unknown }) {
  logger.appendKeys({ event: event.id })
  const notified = await notify(IncidentChanged.parse(event.detail), ports)
  metrics.addMetric('told', MetricUnit.Count, notified === 'told' ? 1 : 0)
  metrics.addMetric('alreadyTold', MetricUnit.Count, notified === 'already-told' ? 1 : 0)
  metrics.publishStoredMetrics()
  return { notified }
}
