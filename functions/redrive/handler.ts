import { Logger } from '@aws-lambda-powertools/logger'
import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { openFailedBatches } from './failed-batches.ts'
import { redrive } from './redrive.ts'

const bus = openBus(requiredSetting('BUS_NAME'))
const ports = {
  store: openStore({ opsTable: requiredSetting('OPS_TABLE') }),
  bus,
  failed: openFailedBatches({
    bucket: requiredSetting('FAILURE_BUCKET'),
    region: requiredSetting('AWS_REGION'),
    endpoint: process.env['AWS_ENDPOINT_URL_S3'],
    credentials: () => bus.client.config.credentials(),
  }),
  now: Date.now,
}
const logger = new Logger({ serviceName: 'redrive' })

/** Called by hand: `{"dryRun": true}` says what would be sent and sends nothing. */
export async function handler(event: { readonly dryRun?: boolean }) {
  const report = await redrive(ports, event.dryRun === true)
  logger.info('What failed was sent again', { ...report })
  return report
}
