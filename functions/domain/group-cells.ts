import type { Cell } from './sensor.ts'

/** About a kilobyte, which is what a write is billed by. */
const sensorsPerGroup = 64

/** Neighbours in the site file are shown together; a large cell stands alone. */
export function groupCells(cells: ReadonlyArray<Omit<Cell, 'group'>>): Cell[] {
  let group = 0
  let sensors = 0
  return cells.map((cell) => {
    if (sensors > 0 && sensors + cell.sensors.length > sensorsPerGroup) {
      group += 1
      sensors = 0
    }
    sensors += cell.sensors.length
    return { ...cell, group: `g${group}` }
  })
}
