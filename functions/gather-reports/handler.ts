import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { gatherReports } from './gather-reports.ts'
import type { PeopleRecord } from './read-people-record.ts'

const logger = new Logger({ serviceName: 'gather-reports' })
const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'gather-reports' })
const ports = {
  store: openStore({
    telemetryTable: requiredSetting('TELEMETRY_TABLE'),
    opsTable: requiredSetting('OPS_TABLE'),
    subjectsTable: requiredSetting('SUBJECTS_TABLE'),
  }),
  bus: openBus(requiredSetting('BUS_NAME')),
}

export async function handler(event: { readonly Records: readonly PeopleRecord[] }) {
  const result = await gatherReports(event.Records, ports)
  for (const fault of result.faults)
    logger.error('A batch of self-reports could not be handled; it is tried again.', { fault })
  for (const name of ['kept', 'refused', 'quarantined', 'erased'] as const)
    metrics.addMetric(name, MetricUnit.Count, result[name])
  metrics.publishStoredMetrics()
  return { batchItemFailures: result.batchItemFailures }
}
