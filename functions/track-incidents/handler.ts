import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { readObservation, type SecondStageRecord } from './read-observation.ts'
import { type Memory, trackIncidents } from './track-incidents.ts'

const store = openStore({ opsTable: requiredSetting('OPS_TABLE') })
const ports = { store, bus: openBus(requiredSetting('BUS_NAME')), now: Date.now }
const memory: Memory = new Map()
const logger = new Logger({ serviceName: 'track-incidents' })
const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'track-incidents' })
/** Enough to find the rest by hyphae trace. */
const mostFrames = 20

export async function handler(event: { readonly Records: readonly SecondStageRecord[] }) {
  const result = await trackIncidents(event.Records, ports, memory)
  for (const fault of result.faults)
    logger.error('A site could not be tracked; its records are tried again.', {
      fault,
      frames: framesIn(event.Records),
    })
  if (result.incidents > 0)
    logger.info('Incidents changed', {
      incidents: result.incidents,
      frames: framesIn(event.Records),
    })
  metrics.addMetric('records', MetricUnit.Count, event.Records.length)
  metrics.addMetric('incidents', MetricUnit.Count, result.incidents)
  metrics.addMetric('faults', MetricUnit.Count, result.faults.length)
  metrics.publishStoredMetrics()
  return { batchItemFailures: result.batchItemFailures }
}

/** The frames whose readings made the batch's anomalies certain. */
function framesIn(records: readonly SecondStageRecord[]): string[] {
  const frames = records.flatMap((record) => {
    const observation = readObservation(record)
    return observation.kind === 'anomaly' ? [observation.anomaly.frame] : []
  })
  return [...new Set(frames)].slice(0, mostFrames)
}
