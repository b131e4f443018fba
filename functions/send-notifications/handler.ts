import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openDeliverPorts } from '#deliver/open-ports.ts'
import { sendDue } from '#deliver/send-due.ts'

const logger = new Logger({ serviceName: 'send-notifications' })
const ports = openDeliverPorts((message, detail) => logger.info(message, detail))
const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'send-notifications' })

/** A message that is not taken is tried again by its own time, so it is said, not thrown. */
export async function handler() {
  const outcomes = await sendDue(ports)
  const unsent = outcomes.filter(({ kind }) => kind !== 'sent')
  for (const { receiver, answer, attempts } of unsent)
    logger.error('A message was not taken.', { receiver, answer, attempts })
  metrics.addMetric('told', MetricUnit.Count, outcomes.length - unsent.length)
  metrics.addMetric('refused', MetricUnit.Count, unsent.length)
  metrics.publishStoredMetrics()
  return { told: outcomes.length - unsent.length, refused: unsent.length }
}
