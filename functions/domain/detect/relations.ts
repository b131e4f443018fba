import type { Cell, Sensor } from '#domain/sensor.ts'
import type { CellDetector, CellDetectorStep, CellRow, Finding } from './cell-detector.ts'
import { departures } from './relations/depart.ts'
import { copyOf, emptyGroup, type Group } from './relations/group.ts'
import { hear } from './relations/hear.ts'
import { alarmScore, judge, strangeScore, trustAt } from './relations/judge.ts'
import { follow, isDue, learn } from './relations/learn.ts'
import { isPinned } from './relations/pinned.ts'
import { type Strangest, tell, tellCalm } from './relations/tell.ts'

/**
 * Expects each sensor of a cell to go with the others and to keep to its own level, as both have been so far.
 * Misses: what a group of sensors does in step, within what each has done before; sensors of different groups.
 */
export interface Relations {
  readonly groups: readonly Group[]
}

/** Work grows with the cube of a group; neighbours in the site file belong together oftenest. */
const mostInGroup = 10
/** After a day what was strange is how the cell is now; a younger one has less to compare it with. */
const longestStrangeMilliseconds = 86_400_000

export const relations: CellDetector<Relations> = {
  name: 'relations',
  version: 1,
  initial: { groups: [] },
  // It has looked at several rows already, and knows itself when it is calm again.
  policy: {
    immediate: alarmScore,
    sustained: alarmScore,
    holdReadings: 1,
    calm: strangeScore,
    calmMilliseconds: 0,
  },
  step,
}

function step(state: Relations, row: CellRow, cell: Cell): CellDetectorStep<Relations> {
  const parts = partsOf(cell)
  // Of each sensor both its relation and its level are looked at.
  const looks = 2 * parts.flat().filter(({ commanded }) => !commanded).length
  const steps = parts.map((sensors, index) =>
    stepGroup(groupOf(state.groups[index], sensors), row, sensors, looks),
  )
  return { state: { groups: steps.map(({ group }) => group) }, finding: findingOf(steps) }
}

/** In the order of the site file, as evenly as can be. Nobody compares people with machines. */
function partsOf({ sensors }: Cell): Sensor[][] {
  const machines = sensors.filter(({ minimumPeople }) => minimumPeople === 0)
  if (machines.length < 2) return []
  const count = Math.ceil(machines.length / mostInGroup)
  return Array.from({ length: count }, (_, part) =>
    machines.slice(
      Math.round((part * machines.length) / count),
      Math.round(((part + 1) * machines.length) / count),
    ),
  )
}

/** Another set of sensors has other relations. */
function groupOf(known: Group | undefined, sensors: readonly Sensor[]): Group {
  const isSame =
    known?.names.length === sensors.length &&
    sensors.every(({ sensor }, index) => known.names[index] === sensor)
  return known && isSame ? copyOf(known) : emptyGroup(sensors.map(({ sensor }) => sensor))
}

interface GroupStep {
  readonly group: Group
  readonly sensors: readonly Sensor[]
  readonly strangest: Strangest | null
  readonly isRenewed: boolean
}

function stepGroup(
  group: Group,
  row: CellRow,
  sensors: readonly Sensor[],
  looks: number,
): GroupStep {
  hear(group, row, sensors)
  const trust = isPinned(group, sensors) ? 0 : trustAt(row.at - group.firstAt)
  const judged = judge(group, departures(group, sensors, row.at), trust, looks)
  follow(group, judged)
  const worst = judged.reduce((a, b) => (b.score > a.score ? b : a), judged[0] ?? nobody)
  const isStrange = worst.score >= strangeScore
  group.strangeSince = isStrange ? group.strangeSince || row.at : 0
  if (isStrange && hasLasted(group, row.at))
    return { group: emptyGroup(group.names), sensors, strangest: null, isRenewed: true }
  const strangest = worst === nobody ? null : { group, sensors, judged, worst, at: row.at }
  if (!isStrange && isDue(group, row.at)) learn(group, row, judged, sensors)
  return { group, sensors, strangest, isRenewed: false }
}

const nobody = { channel: 0, sensor: 0, departure: 0, doubt: 1, deviation: 1, out: 0, score: 0 }

/** What is strange for as long as all that was known before has become usual. */
function hasLasted({ strangeSince, firstAt }: Group, at: number): boolean {
  return at - strangeSince >= Math.min(longestStrangeMilliseconds, strangeSince - firstAt)
}

function findingOf(steps: readonly GroupStep[]): Finding | null {
  let best: Strangest | null = null
  for (const { strangest } of steps)
    if (strangest && (!best || strangest.worst.score > best.worst.score)) best = strangest
  return best ? tell(best) : renewedOf(steps)
}

/** A group that begins anew has nothing to say, and what was open about it ends. */
function renewedOf(steps: readonly GroupStep[]): Finding | null {
  const renewed = steps.find(({ isRenewed }) => isRenewed)
  const [sensor] = renewed?.sensors ?? []
  return sensor ? tellCalm(sensor) : null
}
