import { severityRank } from '#domain/severity.ts'
import type { Incident } from './incident.ts'
import { type Downstream, lagSeconds } from './relate-cells.ts'

/** What the lag to a cell does not explain. */
const slackMilliseconds = 60 * 60_000
/** Onsets are known so well: what began later than its effect by more is no cause of it. */
const onsetSlackMilliseconds = 5 * 60_000

/**
 * A cause mutes what it reaches: an incident downstream of an earlier one that is at least as bad, and that began when
 * that one's effects were due, is part of it for as long as that one lasts. It is tracked on, and calls nobody.
 */
export function inhibit(incidents: readonly Incident[], downstream: Downstream): Incident[] {
  const live = incidents.filter(
    ({ state, opened }) => opened && state.status !== 'resolved' && state.status !== 'pending',
  )
  return incidents.map((incident) => {
    if (incident.state.status === 'resolved') return incident
    const [parent] = live
      .filter((other) => other.id !== incident.id && reaches(other, incident, downstream))
      .sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1))
    if (!parent) return incident
    return { ...incident, partOf: { incident: parent.id, place: parent.rootCellName } }
  })
}

function reaches(cause: Incident, effect: Incident, downstream: Downstream): boolean {
  // Behind what is milder a graver one would be told to nobody.
  if (severityRank(cause.severity) > severityRank(effect.severity)) return false
  const lag = lagSeconds(downstream, cause.rootCell, effect.rootCell)
  if (lag === undefined || lagSeconds(downstream, effect.rootCell, cause.rootCell) !== undefined)
    return false
  const after = onsetOf(effect) - onsetOf(cause)
  return after >= -onsetSlackMilliseconds && after <= lag * 1000 + slackMilliseconds
}

function onsetOf({ cells, openedAt }: Incident): number {
  return cells[0]?.onset ?? openedAt
}
