import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openDeliverPorts } from '#deliver/open-ports.ts'
import { Beat } from '#domain/beat.ts'
import { eventTypes } from '#domain/events.ts'
import { IncidentChanged } from '#domain/incidents/incident-changed.ts'
import { saveBeat } from '#store/watchdog.ts'
import { notify } from './notify.ts'

const logger = new Logger({ serviceName: 'notify' })
const ports = openDeliverPorts((message, detail) => logger.info(message, detail))
const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'notify' })

interface Told {
  readonly id?: string
  readonly 'detail-type'?: string
  readonly detail: unknown
}

export async function handler(event: Told) {
  if (event['detail-type'] === eventTypes.watchdogArrived) {
    await saveBeat(ports.store, Beat.parse(event.detail).at)
    return { notified: 'beat' }
  }
  logger.appendKeys({ event: event.id })
  const changed = IncidentChanged.parse(event.detail)
  const notified = await notify(changed, ports)
  const { occasion, incident } = changed
  logger.info('A change was heard of.', { incident: incident.id, occasion, notified })
  metrics.addMetric('told', MetricUnit.Count, notified === 'told' ? 1 : 0)
  metrics.addMetric('planned', MetricUnit.Count, notified === 'planned' ? 1 : 0)
  metrics.publishStoredMetrics()
  return { notified }
}
