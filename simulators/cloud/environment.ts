import { issuerPath } from './http/serve-issuer.ts'
import { developmentClient } from './issuer/open-issuer.ts'

/** What the embedded cloud calls its parts, and what it tells the functions of them. */
export const busName = 'hyphae'
export const failureBucketName = 'hyphae-failures'
export const tableNames = {
  telemetry: 'hyphae-telemetry',
  ops: 'hyphae-ops',
  subjects: 'hyphae-subjects',
} as const

/** For the real SDK clients: endpoints of their own instead of AWS's, and credentials nobody checks. */
export function clientSettings(endpoints: { readonly store?: string; readonly bus: string }) {
  return {
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'embedded',
    AWS_SECRET_ACCESS_KEY: 'embedded',
    AWS_ENDPOINT_URL_EVENTBRIDGE: endpoints.bus,
    ...(endpoints.store ? { AWS_ENDPOINT_URL_DYNAMODB: endpoints.store } : {}),
  }
}

export function functionSettings(store: string, origin: string) {
  return {
    ...clientSettings({ store, bus: origin }),
    TELEMETRY_TABLE: tableNames.telemetry,
    OPS_TABLE: tableNames.ops,
    SUBJECTS_TABLE: tableNames.subjects,
    BUS_NAME: busName,
    AWS_ENDPOINT_URL_S3: origin,
    FAILURE_BUCKET: failureBucketName,
    TRANSIT_URL: `${origin}/cloud/transit`,
    ISSUER: `${origin}${issuerPath}`,
    AUDIENCE: developmentClient,
    // Whoever is on this machine may look; a change has an author.
    ANONYMOUS_ROLE: 'viewer',
    // One person's screens, commands and exports all come from this machine.
    RATE_LIMIT_PER_SECOND: '1000',
    MAILBOX_URL: `${origin}/cloud/mailbox`,
    DASHBOARD_URL: origin,
    EMAIL_FROM: 'hyphae@localhost',
    AWS_ENDPOINT_URL_SNS: `${origin}/cloud/sns`,
    AWS_ENDPOINT_URL_SESV2: `${origin}/cloud/ses`,
    POWERTOOLS_LOG_LEVEL: process.env['POWERTOOLS_LOG_LEVEL'] ?? 'ERROR',
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_DEV: 'true',
  }
}
