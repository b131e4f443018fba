import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openDeliverPorts } from '#deliver/open-ports.ts'
import { checkWatchdog } from './check-watchdog.ts'

const logger = new Logger({ serviceName: 'check-watchdog' })
const ports = openDeliverPorts((message, detail) => logger.info(message, detail))
const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'check-watchdog' })

export async function handler() {
  const news = await checkWatchdog(ports)
  metrics.addMetric('silent', MetricUnit.Count, news === null || news === 'back' ? 0 : 1)
  metrics.publishStoredMetrics()
  return { news }
}
