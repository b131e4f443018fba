import { Logger } from '@aws-lambda-powertools/logger'
import { handle } from 'hono/aws-lambda'
import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { createApp } from './create-app.ts'
import { readGuardSettings } from './read-settings.ts'
import { transitReader } from './read-transit.ts'
import { readSilenceRules } from './silence-rules.ts'

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
  silenceRules: readSilenceRules(process.env['LONGEST_SILENCE_DAYS']),
  readTransit: transitReader(process.env['TRANSIT_URL'] ?? ''),
}

const app = createApp(ports, readGuardSettings(process.env), (message, detail) =>
  logger.error(message, detail),
)
const answer = handle(app)

/** The adapter makes no request of these, and would say so in plain text. */
const unheardMethods = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** Whoever asks may send a body along, which says nothing; the adapter would stumble over it. */
export const handler: typeof answer = async (event, context) => {
  const method = methodOf(event)
  if (unheardMethods.has(method)) return refuseMethod(method)
  return answer(method === 'GET' || method === 'HEAD' ? { ...event, body: null } : event, context)
}

function methodOf({ requestContext: context }: Parameters<typeof answer>[0]): string {
  return 'http' in context ? context.http.method : ''
}

function refuseMethod(method: string): Awaited<ReturnType<typeof answer>> {
  const detail = `${method} is not answered here; /api/v1/openapi.json lists every route.`
  return {
    statusCode: 405,
    headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' },
    body: JSON.stringify({ type: 'about:blank', title: 'Not allowed', status: 405, detail }),
    isBase64Encoded: false,
  }
}
