import { Logger } from '@aws-lambda-powertools/logger'
import { handle } from 'hono/aws-lambda'
import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { createApp } from './create-app.ts'
import { transitReader } from './read-transit.ts'

const logger = new Logger({ serviceName: 'serve-api' })
const ports = {
  store: openStore({
    telemetryTable: requiredSetting('TELEMETRY_TABLE'),
    opsTable: requiredSetting('OPS_TABLE'),
    subjectsTable: requiredSetting('SUBJECTS_TABLE'),
  }),
  bus: openBus(requiredSetting('BUS_NAME')),
  receivers: {
    webhookUrl: process.env['WEBHOOK_URL'] ?? '',
    hasMailbox: Boolean(process.env['MAILBOX_URL']),
  },
  now: Date.now,
  readTransit: transitReader(process.env['TRANSIT_URL'] ?? ''),
}

const answer = handle(createApp(ports, (message, detail) => logger.error(message, detail)))

/** Whoever asks may send a body along, which says nothing; the adapter would stumble over it. */
export const handler: typeof answer = (event, context) =>
  answer(asksOnly(event) ? { ...event, body: null } : event, context)

function asksOnly(event: Parameters<typeof answer>[0]): boolean {
  const { requestContext: context } = event
  const method = 'http' in context ? context.http.method : ''
  return method === 'GET' || method === 'HEAD'
}
