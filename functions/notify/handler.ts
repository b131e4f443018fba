import { Logger } from '@aws-lambda-powertools/logger'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { IncidentChanged, notify } from './notify.ts'

const logger = new Logger({ serviceName: 'notify' })
const ports = {
  store: openStore({ opsTable: requiredSetting('OPS_TABLE') }),
  webhookUrl: process.env['WEBHOOK_URL'] ?? '',
  request: fetch,
  now: Date.now,
  log: (message: string, detail: Record<string, unknown>) => logger.info(message, detail),
}

export async function handler(event: { readonly detail: unknown }) {
  return { notified: await notify(IncidentChanged.parse(event.detail), ports) }
}
