import * as z from 'zod'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { assertNever } from '#domain/assert-never.ts'
import type { WhatToDo } from '#domain/incidents/response.ts'
import { Severity, severityRank } from '#domain/severity.ts'
import { formatClock, formatDuration } from '#domain/words.ts'
import type { Notice } from './notice.ts'

const ToldIncident = z.object({
  id: z.string(),
  cause: z.string(),
  severity: Severity,
  status: z.string(),
  site: z.string(),
  place: z.string(),
  title: z.string(),
  openedAt: z.string(),
  downstream: z.number().int(),
  link: z.string(),
})

/** What a receiver gets, whatever kind it is. */
export const Message = z.object({
  schemaVersion: z.literal(1),
  kind: z.enum(['incidents', 'watchdog']),
  severity: Severity,
  /** One line. */
  title: z.string(),
  /** Consequence, first action and how long there is; fewer where nobody wrote them. */
  lines: z.array(z.string()),
  place: z.string().nullable(),
  since: z.string(),
  downstream: z.number().int(),
  link: z.string().nullable(),
  /** The worst first; of very many only the worst are listed. */
  incidents: z.array(ToldIncident),
  total: z.number().int(),
})
export type Message = z.infer<typeof Message>

export interface Telling {
  readonly notice: Notice
  readonly summary: IncidentSummary
  readonly whatToDo: WhatToDo | null
}

const mostListed = 20

/** Several incidents of a site are one message: the worst is told, the others are named. */
export function composeMessage(tellings: readonly Telling[], dashboardUrl: string): Message {
  // Of an incident that is in it for two reasons the newest counts.
  const newest = new Map(
    tellings
      .toSorted((a, b) => a.notice.incidentVersion - b.notice.incidentVersion)
      .map((telling) => [telling.summary.id, telling]),
  )
  const sorted = [...newest.values()].toSorted(compareTellings)
  const [worst] = sorted
  if (!worst) throw new Error('A message of no incident was to be composed; nothing is due.')
  const { summary } = worst
  const listed = sorted.slice(0, mostListed).map((telling) => toldOf(telling, dashboardUrl))
  const others = sorted.length - 1
  return {
    schemaVersion: 1,
    kind: 'incidents',
    severity: summary.severity,
    title: `${prefixOf(worst)}${summary.title}${others > 0 ? ` and ${others} more ${others === 1 ? 'incident' : 'incidents'}` : ''}`,
    lines: summary.status === 'resolved' ? [] : linesOf(worst.whatToDo),
    place: `${summary.place}, ${summary.site}`,
    since: summary.openedAt,
    downstream: summary.downstreamCells,
    link: listed[0]?.link || null,
    incidents: listed,
    total: sorted.length,
  }
}

/** What is over comes last. */
function compareTellings(a: Telling, b: Telling): number {
  const isOver = ({ summary }: Telling) => Number(summary.status === 'resolved')
  return (
    isOver(a) - isOver(b) ||
    severityRank(a.summary.severity) - severityRank(b.summary.severity) ||
    (a.summary.openedAt < b.summary.openedAt ? -1 : 1)
  )
}

function toldOf({ notice, summary }: Telling, dashboardUrl: string) {
  return {
    id: summary.id,
    cause: notice.heldBy === 'silence' ? 'silence-ended' : notice.cause,
    severity: summary.severity,
    status: summary.status,
    site: summary.site,
    place: summary.place,
    title: summary.title,
    openedAt: summary.openedAt,
    downstream: summary.downstreamCells,
    link: dashboardUrl && `${dashboardUrl}/incident?id=${encodeURIComponent(summary.id)}`,
  }
}

const severityWords: Record<Severity, string> = {
  critical: 'Critical',
  major: 'Major',
  warning: 'Warning',
  info: 'Note',
}

function prefixOf({ notice, summary }: Telling): string {
  const severity = severityWords[summary.severity]
  if (notice.heldBy === 'silence') return `${severity}, no longer silenced: `
  if (notice.heldBy === 'incident') return `${severity}, on its own now: `
  switch (notice.cause) {
    case 'opened':
      return `${severity}: `
    case 'worse':
      return `Now ${severity.toLowerCase()}: `
    case 'reopened':
      return `${severity}, back again: `
    case 'resolved':
      return 'Resolved: '
    case 'repeat':
      return `${severity}, still not acknowledged: `
    case 'escalation':
      return `${severity}, nobody has acknowledged: `
    default:
      return assertNever(notice.cause)
  }
}

function linesOf(whatToDo: WhatToDo | null): string[] {
  if (!whatToDo) return []
  const { consequence, firstAction, withinMinutes, dueAt } = whatToDo
  return [
    `If nothing is done: ${consequence}`,
    `First: ${firstAction}`,
    `Time for it: ${formatDuration(withinMinutes * 60_000)}, until ${formatClock(dueAt)}`,
  ]
}

/** As people read it in an e-mail. */
export function messageText(message: Message): string {
  const { title, lines, place, since, downstream, link, incidents, total } = message
  const others = incidents.slice(1).map((one) => `- ${severityWords[one.severity]}: ${one.title}`)
  return [
    title,
    ...lines,
    ...(place ? [`Where: ${place}`] : []),
    `Since: ${since.slice(0, 16).replace('T', ' ')} UTC`,
    ...(downstream > 0
      ? [`${downstream} ${downstream === 1 ? 'place' : 'places'} downstream`]
      : []),
    ...(link ? [link] : []),
    ...(others.length > 0 ? ['', 'And:', ...others] : []),
    ...(total > incidents.length ? [`- and ${total - incidents.length} more`] : []),
    '',
  ].join('\n')
}
