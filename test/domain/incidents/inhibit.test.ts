import { expect, it } from 'vitest'
import { Incident } from '#domain/incidents/incident.ts'
import { inhibit } from '#domain/incidents/inhibit.ts'
import { findDownstream } from '#domain/incidents/relate-cells.ts'
import type { Severity } from '#domain/severity.ts'
import stored from '../../fixtures/v1/incident.json' with { type: 'json' }

const minute = 60_000
const downstream = findDownstream([{ from: 'pump', to: 'bed-1', lagSeconds: 60 }])
const known = Incident.parse(JSON.parse(stored.item.body.S))

function incident(
  rootCell: string,
  onset: number,
  severity: Severity,
  change: Partial<Incident> = {},
) {
  const at = known.openedAt + onset * minute
  const [first] = known.cells
  if (!first) throw new Error('The stored incident has no cell.')
  return {
    ...known,
    ...{ id: rootCell, rootCell, rootCellName: rootCell, severity, openedAt: at, partOf: null },
    ...{ opened: true, state: { status: 'open' as const } },
    cells: [{ ...first, cell: rootCell, onset: at }],
    ...change,
  }
}

const partOf = (...incidents: Incident[]) =>
  inhibit(incidents, downstream).map((one) => one.partOf?.incident ?? null)
const bed = incident('bed-1', 2, 'major')

it.each<readonly [string, Incident, string | null]>([
  ['an earlier cause that is as bad', incident('pump', 0, 'major'), 'pump'],
  ['a worse one', incident('pump', 0, 'critical'), 'pump'],
  ['one that was noticed a little later', incident('pump', 6, 'critical'), 'pump'],
  ['one that is milder', incident('pump', 0, 'warning'), null],
  ['one that began later', incident('pump', 40, 'critical'), null],
  [
    'one that is over',
    incident('pump', 0, 'critical', {
      state: { status: 'resolved', resolvedBy: 'Ada', resolvedAt: 1 },
    }),
    null,
  ],
  [
    'one that is not known to last',
    incident('pump', 0, 'critical', { opened: false, state: { status: 'pending' } }),
    null,
  ],
])('behind %s what is downstream is part of it, or not', (_, pump, expected) => {
  expect(partOf(pump, bed)).toEqual([null, expected])
})
