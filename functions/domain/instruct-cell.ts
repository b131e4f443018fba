import type { CellInput } from './cell-input.ts'
import type { CellInstructions, Instructions } from './instructions.ts'
import type { Verdict } from './lessons/verdict.ts'
import { lessonsFor } from './lessons/verdict.ts'
import { type Policies, periodsFor } from './policies/resolve-policy.ts'
import type { Cell } from './sensor.ts'

/** What the policies and verdicts there are come to for each sensor of a cell. */
export function instructionsFor(
  cell: Cell,
  policies: Policies,
  verdicts: readonly Verdict[],
): CellInstructions {
  const bySensor = Map.groupBy(verdicts, ({ sensor }) => sensor)
  const entries = cell.sensors.flatMap((sensor): Array<[string, Instructions]> => {
    const own = {
      policies: periodsFor({ ...sensor, feed: cell.feed }, policies),
      lessons: lessonsFor(bySensor.get(sensor.key) ?? []),
    }
    return own.policies.length + own.lessons.length > 0 ? [[sensor.sensor, own]] : []
  })
  return Object.fromEntries(entries)
}

/** The cell with what is in force for its sensors. */
export function instruct(cell: Cell, instructions: CellInstructions): Cell {
  if (isEmpty(instructions)) return cell
  const sensors = cell.sensors.map((sensor) => {
    const own = instructions[sensor.sensor]
    return own ? { ...sensor, instructions: own } : sensor
  })
  return { ...cell, sensors }
}

/** What must be journalled before anything else, where people have said something new. */
export function renewInstructions(inForce: CellInstructions, { instructed }: Cell): CellInput[] {
  if (instructed === undefined || instructed === inForce) return []
  if (isEmpty(instructed) && isEmpty(inForce)) return []
  if (JSON.stringify(instructed) === JSON.stringify(inForce)) return []
  return [{ kind: 'instructions', sensors: instructed }]
}

function isEmpty(instructions: CellInstructions): boolean {
  for (const _ in instructions) return false
  return true
}
