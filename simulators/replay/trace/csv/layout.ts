import type { Cell } from '#domain/sensor.ts'

/** One value as it stands in the file: what is no number stays text, for the pipeline to judge. */
export interface CsvReading {
  readonly cell: string
  readonly sensor: string
  readonly value: number | string
  readonly people?: number | string
}

/** How a row becomes readings; a complaint names the column. */
export type RowReader = (
  row: readonly string[],
) =>
  | { readonly kind: 'readings'; readonly readings: readonly CsvReading[] }
  | { readonly kind: 'refused'; readonly message: string }

export type CsvLayout =
  | { readonly kind: 'layout'; readonly timestampColumn: number; readonly readRow: RowReader }
  | { readonly kind: 'refused'; readonly message: string }

/** Wide (`timestamp,cell.sensor,…`) or long (`timestamp,cell,sensor,value[,people]`), by the header. */
export function layoutOf(header: readonly string[], cells: readonly Cell[]): CsvLayout {
  const timestampColumn = header.indexOf('timestamp')
  if (timestampColumn < 0)
    return {
      kind: 'refused',
      message: `no column is named timestamp among ${header.join(', ')}; rename the one with the time`,
    }
  const twice = header.find((name, index) => header.indexOf(name) < index)
  if (twice !== undefined)
    return {
      kind: 'refused',
      message: `column "${twice}" stands twice in the header; rename or remove one`,
    }
  const isLong = ['cell', 'sensor', 'value'].every((name) => header.includes(name))
  return isLong
    ? longLayout(header, timestampColumn, cells)
    : wideLayout(header, timestampColumn, cells)
}

function numberOrText(text: string): number | string {
  const number = Number(text)
  return text !== '' && Number.isFinite(number) ? number : text
}

function longLayout(
  header: readonly string[],
  timestampColumn: number,
  cells: readonly Cell[],
): CsvLayout {
  const known = sensorNames(cells)
  const [cellAt, sensorAt, valueAt] = ['cell', 'sensor', 'value'].map((n) => header.indexOf(n))
  const peopleAt = header.indexOf('people')
  const readRow: RowReader = (row) => {
    const at = (index: number | undefined) => row[index ?? -1] ?? ''
    const [cell, sensor, value] = [at(cellAt), at(sensorAt), at(valueAt)]
    if (!known.has(`${cell}.${sensor}`))
      return {
        kind: 'refused',
        message: `columns cell, sensor: the site has no sensor "${cell}.${sensor}"; add it to the site file or correct the row`,
      }
    if (value === '') return { kind: 'readings', readings: [] }
    const reading = { cell, sensor, value: numberOrText(value) }
    const people = at(peopleAt)
    if (people === '') return { kind: 'readings', readings: [reading] }
    return { kind: 'readings', readings: [{ ...reading, people: numberOrText(people) }] }
  }
  return { kind: 'layout', timestampColumn, readRow }
}

function wideLayout(
  header: readonly string[],
  timestampColumn: number,
  cells: readonly Cell[],
): CsvLayout {
  const known = sensorNames(cells)
  const columns = header.flatMap((name, index) =>
    index === timestampColumn ? [] : [{ name, index }],
  )
  const unknown = columns.filter(({ name }) => !known.has(name))
  if (unknown.length > 0)
    return {
      kind: 'refused',
      message: unknown
        .map(({ name }) => `column "${name}": the site has no such sensor`)
        .concat('name columns cell.sensor as in the site file')
        .join('; '),
    }
  const targets = columns.map(({ name, index }) => {
    const [cell = '', sensor = ''] = name.split('.')
    return { cell, sensor, index }
  })
  const readRow: RowReader = (row) => ({
    kind: 'readings',
    readings: targets.flatMap(({ cell, sensor, index }) => {
      const text = row[index] ?? ''
      return text === '' ? [] : [{ cell, sensor, value: numberOrText(text) }]
    }),
  })
  return { kind: 'layout', timestampColumn, readRow }
}

function sensorNames(cells: readonly Cell[]): ReadonlySet<string> {
  return new Set(cells.flatMap(({ sensors }) => sensors.map((s) => `${s.cell}.${s.sensor}`)))
}
