import * as z from 'zod'
import { isInForce } from './consent.ts'
import { SelfReport, windowMilliseconds } from './self-report.ts'

export const maximumReportsPerBatch = 500

const name = z.string().min(1).max(63)
const Instant = z.number().int().min(0).max(8_640_000_000_000)

/** What one collector heard in a cell; windows that end by `sentAt` are closed with it. */
export const ReportBatch = z.strictObject({
  schemaVersion: z.literal(1),
  batch: z.string().min(1).max(128),
  site: name,
  cell: name,
  sentAt: Instant,
  /** Judged one by one, so that a bad one holds back none of the others. */
  reports: z.array(z.unknown()).max(maximumReportsPerBatch),
})
export type ReportBatch = z.infer<typeof ReportBatch>

/** A person took back their consent: what it had let in goes. */
export const ConsentWithdrawn = z.strictObject({
  schemaVersion: z.literal(1),
  site: name,
  subject: z.string(),
  from: Instant,
  recordedAt: Instant,
})
export type ConsentWithdrawn = z.infer<typeof ConsentWithdrawn>

/** Why a report is not kept, in words that name nobody and nothing anybody said. */
export const refusals = {
  unreadable: 'it is no self-report; docs/schemas/report-batch.schema.json says what one is',
  future: 'it is stamped later than it was sent; set the collector’s clock',
  'no-consent': 'its sender had not agreed to it at that moment',
  'window-closed': 'its window of five minutes is closed; send reports within it',
} as const
export type Refusal = keyof typeof refusals

export type RefusedReports = Readonly<Record<Refusal, number>>

export const nothingRefused: RefusedReports = {
  unreadable: 0,
  future: 0,
  'no-consent': 0,
  'window-closed': 0,
}

export type JudgedReport =
  | { readonly kind: 'kept'; readonly report: SelfReport }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Seconds by which clocks of a collector and its people may differ. */
const futureToleranceMilliseconds = 60_000

/** Whether a report may be kept, as far as it and its sender's consent say. */
export function judgeReport(
  candidate: unknown,
  sentAt: number,
  consents: ReadonlyMap<string, Parameters<typeof isInForce>[0]>,
): JudgedReport {
  const parsed = SelfReport.safeParse(candidate)
  if (!parsed.success) return { kind: 'refused', refusal: 'unreadable' }
  const report = parsed.data
  if (report.at > sentAt + futureToleranceMilliseconds)
    return { kind: 'refused', refusal: 'future' }
  const consent = consents.get(report.subject)
  if (!consent || !isInForce(consent, report.at)) return { kind: 'refused', refusal: 'no-consent' }
  return { kind: 'kept', report }
}

export function isClosedBy(window: number, sentAt: number): boolean {
  return window + windowMilliseconds <= sentAt
}

/** Those whose words could be read, each once, for looking up what they agreed to. */
export function subjectsOf({ reports }: ReportBatch): string[] {
  const subjects = reports.flatMap((candidate) => {
    const parsed = SelfReport.safeParse(candidate)
    return parsed.success ? [parsed.data.subject] : []
  })
  return [...new Set(subjects)]
}
