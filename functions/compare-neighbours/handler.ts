import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { compareNeighbours, emptyMemory } from './compare-neighbours.ts'
import { rememberSites } from './find-groups.ts'
import type { HourRecord } from './read-hour.ts'

const store = openStore({
  telemetryTable: requiredSetting('TELEMETRY_TABLE'),
  opsTable: requiredSetting('OPS_TABLE'),
})
const ports = { store, bus: openBus(requiredSetting('BUS_NAME')) }
const memory = emptyMemory()
const findGroups = rememberSites(store, Date.now)
const logger = new Logger({ serviceName: 'compare-neighbours' })
const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'compare-neighbours' })

export async function handler(event: { readonly Records: readonly HourRecord[] }) {
  const result = await compareNeighbours(event.Records, ports, memory, findGroups)
  for (const fault of result.faults)
    logger.error('Neighbours of a site could not be compared; its hours are tried again.', {
      fault,
    })
  metrics.addMetric('hours', MetricUnit.Count, event.Records.length)
  metrics.addMetric('anomalies', MetricUnit.Count, result.anomalies)
  metrics.addMetric('faults', MetricUnit.Count, result.faults.length)
  metrics.publishStoredMetrics()
  return { batchItemFailures: result.batchItemFailures }
}
