import { findCell, type Places } from '#simulators/feeds/faults/places.ts'
import type { FaultSpec } from '#simulators/feeds/faults/registry.ts'

/** What people say by themselves passes no instrument that could fail, so the fault would do nothing. */
export function refuseWithoutInstrument(
  places: Places,
  peopleApart: ReadonlySet<string>,
  fault: FaultSpec,
): void {
  const sensor = 'sensor' in fault ? fault.sensor : undefined
  if (sensor === undefined || !('cell' in fault)) return
  const { kind, site, cell } = fault
  if (cell === undefined || !peopleApart.has(`${site}.${cell}`)) return
  const sensors = findCell(places, site, cell)?.sensors ?? []
  if (!sensors.some((one) => one.sensor === sensor && one.minimumPeople > 0)) return
  const others = sensors.filter(({ minimumPeople }) => minimumPeople === 0)
  throw new Error(
    `Fault ${kind}: "${sensor}" of ${cell} is what people there report by themselves, so no instrument of it can fail; choose ${others.map((one) => one.sensor).join(', ')}.`,
  )
}
