import { Logger } from '@aws-lambda-powertools/logger'
import { handle } from 'hono/aws-lambda'
import { openBus } from '#bus/bus.ts'
import { requiredSetting } from '#store/environment.ts'
import { openStore } from '#store/store.ts'
import { createApp } from './create-app.ts'
import type { RequestProblem } from './problems.ts'
import { readGuardSettings } from './read-settings.ts'
import { transitReader } from './read-transit.ts'
import { refuseRoute } from './refuse-route.ts'
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
  const { method, path } = addressOf(event)
  if (unheardMethods.has(method)) return refuse(refuseRoute(method, path))
  return answer(method === 'GET' || method === 'HEAD' ? { ...event, body: null } : event, context)
}

function addressOf({ requestContext: context }: Parameters<typeof answer>[0]) {
  return 'http' in context ? context.http : { method: '', path: '' }
}

function refuse({ problem, headers }: RequestProblem): Awaited<ReturnType<typeof answer>> {
  return {
    statusCode: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
    body: JSON.stringify(problem),
    isBase64Encoded: false,
  }
}
