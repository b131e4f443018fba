/** Every key of all tables, in one place. */

const sequenceDigits = 12
const timeDigits = 14
const latestTime = 10 ** timeDigits - 1

/** Numbers in sort keys are padded, so that they sort as numbers. */
export function padTime(at: number): string {
  return String(Math.max(0, Math.floor(at))).padStart(timeDigits, '0')
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
}

export function cellName(site: string, cell: string): string {
  return `${site}.${cell}`
}

export interface Key {
  readonly pk: string
  readonly sk: string
}

export const telemetryKeys = {
  journal: (cell: string, sequence: number): Key => ({
    pk: `J#${cell}`,
    sk: String(sequence).padStart(sequenceDigits, '0'),
  }),
  checkpoint: (cell: string): Key => ({ pk: `C#${cell}`, sk: 'STATE' }),
  page: (sensor: string, firstAt: number): Key => ({ pk: `P#${sensor}`, sk: padTime(firstAt) }),
  late: (sensor: string, at: number, sequence: number | null): Key => ({
    pk: `T#${sensor}`,
    sk: `${padTime(at)}~${sequence ?? ''}`,
  }),
  rollup: (sensor: string, period: string, from: number): Key => ({
    pk: `R#${sensor}#${period}`,
    sk: padTime(from),
  }),
  tiles: (site: string, group: string, shard: string): Key => ({
    pk: `L#${site}`,
    sk: `${group}~${shard}`,
  }),
  neighbours: (site: string, group: string): Key => ({ pk: `N#${site}`, sk: group }),
  /** What may be told of a window of self-reports, and what of it was corrected since, by site. */
  aggregate: (cell: string, window: number): Key => ({ pk: `G#${cell}`, sk: padTime(window) }),
  correction: (site: string, cell: string, window: number): Key => ({
    pk: `GX#${site}`,
    sk: `${padTime(window)}#${cell}`,
  }),
  openWindow: (cell: string, window: number): Key => ({ pk: `GO#${cell}`, sk: padTime(window) }),
  reportBatch: (cell: string, batch: string): Key => ({ pk: `GB#${cell}`, sk: batch }),
  /** What somebody was answered to a change that they marked with a key of their own. */
  answer: (by: string, key: string): Key => ({ pk: `ONCE#${by}`, sk: key }),
} as const

/** By pseudonym, so that all that is kept of a person is found and goes. */
export const subjectsKeys = {
  consent: (site: string, subject: string, purpose: string): Key => ({
    pk: `SUB#${site}.${subject}`,
    sk: `CONSENT#${purpose}`,
  }),
  /** Where a person's reports are; it says nothing of what they said. */
  reported: (site: string, subject: string, cell: string, at: number): Key => ({
    pk: `SUB#${site}.${subject}`,
    sk: `REPORT#${padTime(at)}#${cell}`,
  }),
  report: (cell: string, window: number, subject: string, at: number): Key => ({
    pk: `W#${cell}#${padTime(window)}`,
    sk: `${subject}#${padTime(at)}`,
  }),
  consentIndex: (site: string, subject: string, purpose: string): Key => ({
    pk: `CONSENTS#${site}`,
    sk: `${subject}#${purpose}`,
  }),
} as const

export const opsKeys = {
  siteIndex: (site: string): Key => ({ pk: 'SITES', sk: site }),
  site: (site: string): Key => ({ pk: `SITE#${site}`, sk: 'META' }),
  /** A site's file, in as many parts as the largest item needs; a new revision never mixes with the old. */
  sitePart: (site: string, revision: string, part: number): Key => ({
    pk: `SITE#${site}`,
    sk: `PART#${revision}#${String(part).padStart(4, '0')}`,
  }),
  cell: (site: string, cell: string): Key => ({ pk: `SITE#${site}`, sk: `CELL#${cell}` }),
  track: (site: string): Key => ({ pk: `SITE#${site}`, sk: 'TRACK' }),
  anomaly: (sensor: string, onset: number, detector: string): Key => ({
    pk: `S#${sensor}`,
    sk: `A#${padTime(onset)}#${detector}`,
  }),
  anomalyByDay: (site: string, onset: number, id: string): Key => ({
    pk: `A#${site}#${day(onset)}`,
    sk: `${padTime(onset)}~${id}`,
  }),
  incident: (id: string): Key => ({ pk: `I#${id}`, sk: 'META' }),
  /** Of an incident that turned out to belong to another: which one has it now. */
  heir: (id: string): Key => ({ pk: `I#${id}`, sk: 'HEIR' }),
  /** What is not over, of a site or of all, the worst first and then the newest. */
  unresolved: (site: string | null, rank: number, openedAt: number, id: string): Key => ({
    pk: site === null ? 'OPEN' : `OPEN#${site}`,
    sk: `${rank}~${padTime(latestTime - openedAt)}~${id}`,
  }),
  /** As it was indexed before: by site alone. */
  unresolvedBefore: (site: string, id: string): Key => ({ pk: `U#${site}`, sk: id }),
  /** One partition a month holds what has ever been an incident, by opening time. */
  history: (openedAt: number, id: string): Key => ({
    pk: `H#${day(openedAt).slice(0, 6)}`,
    sk: `${padTime(openedAt)}~${id}`,
  }),
  siteHistory: (site: string, openedAt: number, id: string): Key => ({
    pk: `H#${site}#${day(openedAt).slice(0, 6)}`,
    sk: `${padTime(openedAt)}~${id}`,
  }),
  /** So that reading the history finds its months. */
  historyMonth: (openedAt: number): Key => ({ pk: 'HMONTHS', sk: day(openedAt).slice(0, 6) }),
  changed: (changedAt: number, id: string): Key => ({
    pk: `N#${day(changedAt)}`,
    sk: `${padTime(changedAt)}~${id}`,
  }),
  /** What was decided to tell of an incident, and what became of it. */
  notice: (incident: string, id: string): Key => ({ pk: `K#${incident}`, sk: `NOTICE#${id}` }),
  noticeDecision: (incident: string): Key => ({ pk: `K#${incident}`, sk: 'DECISION' }),
  /** What is not told yet, by when it is due. */
  outbox: (dueAt: number, incident: string, notice: string): Key => ({
    pk: 'OUTBOX',
    sk: `${padTime(dueAt)}~${incident}~${notice}`,
  }),
  delivery: (id: string): Key => ({ pk: 'SENDING', sk: id }),
  routing: (version: number): Key => ({
    pk: 'ROUTING',
    sk: String(version).padStart(sequenceDigits, '0'),
  }),
  webhookSecret: (receiver: string): Key => ({ pk: 'WEBHOOKSECRETS', sk: receiver }),
  watchdog: (part: 'BEAT' | 'STATE'): Key => ({ pk: 'WATCHDOG', sk: part }),
  quarantine: (at: number, id: string): Key => ({ pk: `Q#${day(at)}`, sk: `${padTime(at)}~${id}` }),
  policyIndex: (scope: string): Key => ({ pk: 'POLICIES', sk: scope }),
  policy: (scope: string, version: number): Key => ({
    pk: `POLICY#${scope}`,
    sk: String(version).padStart(sequenceDigits, '0'),
  }),
  silence: (id: string, version: number): Key => ({
    pk: `SILENCE#${id}`,
    sk: String(version).padStart(sequenceDigits, '0'),
  }),
  /** By when they end, so that those that are not over are read without all that ever were. */
  silenceIndex: (end: number, id: string): Key => ({
    pk: 'SILENCES',
    sk: `${padTime(end)}~${id}`,
  }),
  verdict: (site: string, anomaly: string): Key => ({ pk: `V#${site}`, sk: anomaly }),
  audit: (at: number, id: string): Key => ({ pk: `AUDIT#${day(at)}`, sk: `${padTime(at)}~${id}` }),
  auditDay: (at: number): Key => ({ pk: 'AUDITDAYS', sk: day(at) }),
  quarantineDay: (at: number): Key => ({ pk: 'QDAYS', sk: day(at) }),
} as const
