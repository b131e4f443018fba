import { eventTypes } from '#domain/events.ts'

/**
 * Who triggers whom. infra deploys it; simulators/cloud runs it. Declared once, here, in one file though it is long: it is
 * plain data that may import nothing but what the domain names.
 */

export type PatternValue =
  | string
  | number
  | boolean
  | null
  | { readonly [operator: string]: unknown }
export interface EventPattern {
  readonly [field: string]: readonly PatternValue[] | EventPattern
}

export type RuleTarget =
  | { readonly kind: 'stream'; readonly partitionKeyPath: string }
  | { readonly kind: 'function'; readonly function: FunctionName }

export interface Rule {
  readonly name: string
  readonly about: string
  readonly pattern: EventPattern
  readonly target: RuleTarget
}

export interface StreamMapping {
  readonly function: FunctionName
  readonly filter: EventPattern
  readonly batchSize: number
  readonly windowSeconds: number
  readonly parallelizationFactor: number
  readonly maximumRetries: number
  readonly maximumRecordAgeSeconds: number
  readonly bisectOnError: boolean
  readonly reportsPartialFailures: boolean
  readonly failureDestination: 'failure-bucket'
}

export interface Schedule {
  readonly function: FunctionName
  readonly everyMinutes: number
}

export type TableName = 'telemetry' | 'ops' | 'subjects'
export type TableAccess = 'read' | 'write' | 'read-write'

export interface FunctionWiring {
  readonly about: string
  readonly memoryMegabytes: number
  readonly timeoutSeconds: number
  readonly tables: Partial<Record<TableName, TableAccess>>
  readonly publishes: boolean
  /** Whether it may take from the failure bucket what it has sent again. */
  readonly redrives?: true
  /** Whether it tells people, by the SNS topics and the SES identity that the context names. */
  readonly tells?: true
  /** Settings with their values where nobody chooses otherwise. */
  readonly settings: Readonly<Record<string, string>>
}

/** Where people are told who name no receiver, where links lead, and who an e-mail is from. */
const telling = { WEBHOOK_URL: '', DASHBOARD_URL: '', EMAIL_FROM: '' }

export const functions = {
  'detect-anomalies': {
    about: 'Commits readings cell by cell, scores them and reports anomalies.',
    memoryMegabytes: 1024,
    timeoutSeconds: 60,
    tables: { telemetry: 'read-write', ops: 'read-write' },
    publishes: true,
    settings: {},
  },
  'compare-neighbours': {
    about:
      'Sets the hours of cells against those of their neighbours, and reports what drifts away.',
    memoryMegabytes: 512,
    timeoutSeconds: 60,
    tables: { telemetry: 'read-write', ops: 'read-write' },
    publishes: true,
    settings: {},
  },
  'track-incidents': {
    about: 'Turns the anomalies of a site into incidents.',
    memoryMegabytes: 512,
    timeoutSeconds: 60,
    tables: { ops: 'read-write' },
    publishes: true,
    settings: {},
  },
  notify: {
    about: 'Decides who is told that an incident changed, and tells what does not wait.',
    memoryMegabytes: 256,
    timeoutSeconds: 60,
    tables: { ops: 'read-write' },
    publishes: false,
    tells: true,
    settings: telling,
  },
  'send-notifications': {
    about: 'Tells people what has come due: what waited, repeats, escalations and what failed.',
    memoryMegabytes: 256,
    timeoutSeconds: 120,
    tables: { ops: 'read-write' },
    publishes: false,
    tells: true,
    settings: telling,
  },
  'check-watchdog': {
    about:
      'Looks from outside whether the pipeline still passes its watchdog on, and tells people.',
    memoryMegabytes: 256,
    timeoutSeconds: 120,
    tables: { ops: 'read-write' },
    publishes: false,
    tells: true,
    settings: telling,
  },
  'send-ticks': {
    about:
      'Puts the time into the stream: for every site, and for each cell that has fallen silent.',
    memoryMegabytes: 256,
    timeoutSeconds: 60,
    tables: { telemetry: 'read', ops: 'read' },
    publishes: true,
    settings: {},
  },
  'serve-api': {
    about: 'Answers the dashboard and the CLI.',
    memoryMegabytes: 1024,
    timeoutSeconds: 29,
    // Answers to changes are kept in telemetry, where they expire.
    tables: { telemetry: 'read-write', ops: 'read-write', subjects: 'read-write' },
    publishes: true,
    settings: {
      TRANSIT_URL: '',
      WEBHOOK_URL: '',
      LONGEST_SILENCE_DAYS: '7',
      // Whose tokens are believed, and for which client they must be made.
      ISSUER: '',
      AUDIENCE: '',
      // What whoever has no token may do: nothing, or 'viewer'.
      ANONYMOUS_ROLE: '',
      RATE_LIMIT_PER_SECOND: '100',
    },
  },
  'gather-reports': {
    about: 'Keeps self-reports that people agreed to, and tells their aggregates as readings.',
    memoryMegabytes: 512,
    timeoutSeconds: 60,
    tables: { telemetry: 'read-write', ops: 'read-write', subjects: 'read-write' },
    publishes: true,
    settings: {},
  },
  redrive: {
    about: 'Sends again what failed and what quarantine kept whole; called by hand.',
    memoryMegabytes: 512,
    timeoutSeconds: 900,
    tables: { ops: 'read-write' },
    publishes: true,
    redrives: true,
    settings: {},
  },
} as const satisfies Record<string, FunctionWiring>

export type FunctionName = keyof typeof functions

/** What people say and take back has a reader of its own. */
const ofPeople = [eventTypes.selfReportsCollected, eventTypes.consentWithdrawn]
/** What travels to the second stage; everything else in the stream is the first stage's, known or not. */
const secondStage = [
  eventTypes.anomalyDetected,
  eventTypes.anomalyCleared,
  eventTypes.siteTicked,
  eventTypes.watchdogPassed,
]
/** What cells tell of their hours, between the two. */
const ofHours = [eventTypes.hourSummarised]

export const rules: readonly Rule[] = [
  {
    name: 'readings',
    about: 'Frames, and ticks for silent cells, in order by cell.',
    pattern: {
      'detail-type': [eventTypes.readingsReported, eventTypes.cellTicked],
      detail: { cell: [{ exists: true }] },
    },
    target: { kind: 'stream', partitionKeyPath: '$.detail.cell' },
  },
  {
    name: 'readings-without-cell',
    about: 'The complement of readings: a frame without a usable cell goes to quarantine.',
    pattern: {
      'detail-type': [eventTypes.readingsReported, eventTypes.cellTicked],
      detail: { cell: [{ exists: false }] },
    },
    target: { kind: 'stream', partitionKeyPath: '$.id' },
  },
  {
    name: 'bundles',
    about: "A gateway's frames for several cells, in order by gateway.",
    pattern: {
      'detail-type': [eventTypes.framesReported],
      detail: { gateway: [{ exists: true }] },
    },
    target: { kind: 'stream', partitionKeyPath: '$.detail.gateway' },
  },
  {
    name: 'bundles-without-gateway',
    about: 'The complement of bundles: they go to quarantine.',
    pattern: {
      'detail-type': [eventTypes.framesReported],
      detail: { gateway: [{ exists: false }] },
    },
    target: { kind: 'stream', partitionKeyPath: '$.id' },
  },
  {
    name: 'self-reports',
    about:
      'Self-reports and withdrawn consent, in order by site: a person may report in any of its cells.',
    pattern: { 'detail-type': ofPeople, detail: { site: [{ exists: true }] } },
    target: { kind: 'stream', partitionKeyPath: '$.detail.site' },
  },
  {
    name: 'self-reports-without-site',
    about: 'The complement of self-reports: they go to quarantine, without what anybody said.',
    pattern: { 'detail-type': ofPeople, detail: { site: [{ exists: false }] } },
    target: { kind: 'stream', partitionKeyPath: '$.id' },
  },
  {
    name: 'unknown-events',
    about: 'Nothing is dropped in silence: an event nobody knows goes to quarantine.',
    pattern: { 'detail-type': [{ 'anything-but': Object.values(eventTypes) }] },
    target: { kind: 'stream', partitionKeyPath: '$.id' },
  },
  {
    name: 'watchdog',
    about: 'The event that is always on its way: it goes where readings go.',
    pattern: { 'detail-type': [eventTypes.watchdogSent] },
    target: { kind: 'stream', partitionKeyPath: '$.detail.site' },
  },
  {
    name: 'watchdog-arrived',
    about: 'It came through both stages, which is written down.',
    pattern: { 'detail-type': [eventTypes.watchdogArrived] },
    target: { kind: 'function', function: 'notify' },
  },
  {
    name: 'anomalies',
    about: 'Anomalies and the time, in order by site.',
    pattern: { 'detail-type': secondStage },
    target: { kind: 'stream', partitionKeyPath: '$.detail.site' },
  },
  {
    name: 'hours',
    about:
      'What cells said within an hour, in order by site: neighbours are compared by one writer.',
    pattern: { 'detail-type': ofHours },
    target: { kind: 'stream', partitionKeyPath: '$.detail.site' },
  },
  {
    name: 'incidents',
    about: 'Changed incidents go to people.',
    pattern: { 'detail-type': [eventTypes.incidentChanged] },
    target: { kind: 'function', function: 'notify' },
  },
]

const mapping = {
  // Lambda looks into a shard about once a second, which fills batches enough; a window would only add to the wait.
  windowSeconds: 0,
  parallelizationFactor: 1,
  maximumRetries: 10,
  maximumRecordAgeSeconds: 86_400,
  bisectOnError: true,
  reportsPartialFailures: true,
  failureDestination: 'failure-bucket',
} as const

export const mappings: readonly StreamMapping[] = [
  {
    ...mapping,
    function: 'detect-anomalies',
    filter: {
      data: { 'detail-type': [{ 'anything-but': [...secondStage, ...ofPeople, ...ofHours] }] },
    },
    batchSize: 500,
  },
  {
    ...mapping,
    function: 'track-incidents',
    filter: { data: { 'detail-type': secondStage } },
    batchSize: 200,
  },
  {
    ...mapping,
    function: 'compare-neighbours',
    filter: { data: { 'detail-type': ofHours } },
    batchSize: 500,
  },
  {
    ...mapping,
    function: 'gather-reports',
    filter: { data: { 'detail-type': ofPeople } },
    batchSize: 50,
  },
]

export const schedules: readonly Schedule[] = [
  { function: 'send-ticks', everyMinutes: 1 },
  { function: 'send-notifications', everyMinutes: 1 },
  { function: 'check-watchdog', everyMinutes: 1 },
]

export const stream = { shards: 1, retentionHours: 24 } as const
