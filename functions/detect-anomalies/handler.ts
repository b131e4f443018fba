import './allocate-young.ts'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { openBus } from '#bus/bus.ts'
import { passBeats, splitBeats } from '#bus/pass-beats.ts'
import { eventTypes } from '#domain/events.ts'
import { spentSince, spentSoFar } from '#store/capacity.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { detectAnomalies, emptyMemory } from './detect-anomalies.ts'
import { rememberCells } from './find-cell.ts'
import type { StreamRecord } from './read-record.ts'

const store = openStore({
  telemetryTable: requiredSetting('TELEMETRY_TABLE'),
  opsTable: requiredSetting('OPS_TABLE'),
})
const memory = emptyMemory()
const findCell = rememberCells(store, Date.now)
const logger = new Logger({ serviceName: 'detect-anomalies' })
const ports = {
  store,
  bus: openBus(requiredSetting('BUS_NAME')),
  now: Date.now,
  onLoss: (cell: string, commits: number) =>
    logger.error('Part of a journal had expired; its detectors have forgotten it.', {
      cell,
      commits,
    }),
}
const metrics = new Metrics({ namespace: 'Hyphae', serviceName: 'detect-anomalies' })

export async function handler(event: { readonly Records: readonly StreamRecord[] }) {
  const before = spentSoFar()
  const { beats, rest } = splitBeats(event.Records, eventTypes.watchdogSent)
  const result = await detectAnomalies(rest, ports, memory, findCell)
  await passBeats(ports.bus, beats, eventTypes.watchdogPassed)
  result.faults.forEach((fault, index) => {
    const sequence = result.batchItemFailures[index]?.itemIdentifier
    const failed = event.Records.find(({ kinesis }) => kinesis.sequenceNumber === sequence)
    const record = failed && correlationOf(failed)
    logger.error('A cell could not be written; its records are tried again.', { fault, ...record })
  })
  for (const name of ['frames', 'readings', 'quarantined', 'anomalies'] as const)
    metrics.addMetric(name, MetricUnit.Count, result[name])
  const { readUnits, writeUnits } = spentSince(before)
  metrics.addMetric('readUnits', MetricUnit.Count, readUnits)
  metrics.addMetric('writeUnits', MetricUnit.Count, writeUnits)
  metrics.publishStoredMetrics()
  return { batchItemFailures: result.batchItemFailures }
}

/** The bus's id of the event, and the frame's own, by which hyphae trace follows it to its incident. */
function correlationOf({ kinesis }: StreamRecord) {
  const { id, detail } = JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8')) as {
    readonly id: string
    readonly detail: { readonly frame?: unknown }
  }
  return { event: id, frame: detail.frame }
}
