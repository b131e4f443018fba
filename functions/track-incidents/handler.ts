import { Logger } from '@aws-lambda-powertools/logger'
import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import type { SecondStageRecord } from './read-observation.ts'
import { type Memory, trackIncidents } from './track-incidents.ts'

const store = openStore({ opsTable: requiredSetting('OPS_TABLE') })
const ports = { store, bus: openBus(requiredSetting('BUS_NAME')), now: Date.now }
const memory: Memory = new Map()
const logger = new Logger({ serviceName: 'track-incidents' })

export async function handler(event: { readonly Records: readonly SecondStageRecord[] }) {
  const result = await trackIncidents(event.Records, ports, memory)
  for (const fault of result.faults)
    logger.error('A site could not be tracked; its records are tried again.', { fault })
  if (result.incidents > 0) logger.info('Incidents changed', { incidents: result.incidents })
  return { batchItemFailures: result.batchItemFailures }
}
