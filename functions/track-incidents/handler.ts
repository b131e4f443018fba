import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openBus } from '#bus/bus.ts'
import { passBeats, splitBeats } from '#bus/pass-beats.ts'
import { eventTypes } from '#domain/events.ts'
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
  const { beats, rest } = splitBeats(event.Records, eventTypes.watchdogPassed)
  const result = await trackIncidents(rest, ports, memory)
  await passBeats(ports.bus, beats, eventTypes.watchdogArrived)
  for (const fault of result.faults)
    logger.error('A site could not be tracked; its records are tried again.', {
      fault,
      frames: framesIn(rest),
    })
  if (result.incidents > 0)
    logger.info('Incidents changed', {
      incidents: result.incidents,
      frames: framesIn(rest),
    })
  metrics.addMetric('records', MetricUnit.Count, rest.length)
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
