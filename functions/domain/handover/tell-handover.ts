import type { Handover } from '#domain/api/handover.ts'
import type { IncidentSummary } from '#domain/api/incidents.ts'
import { isOverdue } from '#domain/incidents/is-overdue.ts'
import type { SilenceNow } from '#domain/silences/tell-silence.ts'
import { formatClock, formatDuration } from '#domain/words.ts'

const readOut = 10

/** One sentence a line, as one person says it to another. */
export function tellHandover(told: Omit<Handover, 'words'>): string[] {
  const { since, now, site, opened, resolved, reopened, escalated, open } = told
  const where = site === null ? '' : ` at ${site}`
  return [
    `In the last ${formatDuration(now - since)}${where}: ${opened.length} opened, ${resolved.length} resolved, ${reopened.length} came back, ${escalated.length} grew worse.`,
    open.length === 0
      ? 'Nothing is open.'
      : `${open.length} open, ${told.unowned.length} of them without an owner, ${told.overdue.length} overdue:`,
    ...open.slice(0, readOut).map((one) => `  ${tellOpen(one, now)}`),
    ...(open.length > readOut ? [`  and ${open.length - readOut} more.`] : []),
    ...listed('Suppressed, and still going on', told.suppressed),
    ...listed('Comes and goes', told.flapping),
    ...listed('Open for more than a day', told.stale),
    ...told.mostFrequent
      .slice(0, 3)
      .map(
        ({ place, what, incidents }) => `Again and again: ${place}, ${what}, ${incidents} times.`,
      ),
    ...told.silences.map((one) => sayWhenSilent(one, told.now)),
  ]
}

function tellOpen(incident: IncidentSummary, now: number): string {
  const { severity, title, owner, dueAt, status } = incident
  const due = dueAt === null || status !== 'open' ? null : Date.parse(dueAt)
  const left =
    due === null
      ? ''
      : isOverdue(incident, now)
        ? `, overdue by ${formatDuration(now - due)}`
        : `, ${formatDuration(due - now)} left`
  return `${severity}: ${title}; ${owner === null ? 'nobody has it' : `${owner} has it`}${left}.`
}

function listed(what: string, incidents: readonly IncidentSummary[]): string[] {
  if (incidents.length === 0) return []
  const titles = incidents.slice(0, 3).map(({ title }) => title)
  const more = incidents.length > 3 ? `, and ${incidents.length - 3} more` : ''
  return [`${what}: ${titles.join('; ')}${more}.`]
}

function sayWhenSilent(told: SilenceNow, now: number): string {
  const { silence, state, endsSoon, window, words } = told
  const when =
    state === 'in-force'
      ? `until ${sayTime(window?.until ?? silence.until, now)}${endsSoon ? ', which is soon' : ''}`
      : `from ${sayTime(window?.from ?? silence.from, now)} on`
  return `Silenced where ${words}, ${when}, by ${silence.by}: ${silence.comment}.`
}

/** With its day where it is not of this shift. */
function sayTime(at: number, now: number): string {
  const isFar = Math.abs(at - now) > 12 * 3_600_000
  return isFar ? `${new Date(at).toISOString().slice(0, 10)} ${formatClock(at)}` : formatClock(at)
}
