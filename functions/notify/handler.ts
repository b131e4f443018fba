import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openDeliverPorts } from '#deliver/open-ports.ts'
import { IncidentChanged } from '#domain/incidents/incident-changed.ts'
import { notify } from './notify.ts'

const logger = new Logger({ serviceName: 'notify' })
const ports = openDeliverPorts((message, detail) => logger.info(message, detail))
const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'notify' })

export async function handler(event: { readonly id?: string; readonly detail: unknown }) {
  logger.appendKeys({ event: event.id })
  const notified = await notify(IncidentChanged.parse(event.detail), ports)
  metrics.addMetric('told', MetricUnit.Count, notified === 'told' ? 1 : 0)
  metrics.addMetric('planned', MetricUnit.Count, notified === 'planned' ? 1 : 0)
  metrics.publishStoredMetrics()
  return { notified }
}
