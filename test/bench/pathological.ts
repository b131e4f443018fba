import { advanceCell, type CellState, newCellState } from '#domain/cell-state.ts'
import type { Frame } from '#domain/frame.ts'
import type { Cell } from '#domain/sensor.ts'
import { judgeFrame, sensorsByName } from '#functions/detect-anomalies/judge-frame.ts'
import { cellOfEight } from './load/bench-site.ts'
import { pathologicalInputs } from './load/pathological-inputs.ts'

const readingsEach = Number(process.env['PATHOLOGICAL_READINGS'] ?? 10_000_000)
const [intervalMilliseconds, readingsPerFrame] = [10_000, 100]
const start = Date.UTC(2026, 2, 2)

/**
 * What each looks at of a sensor comes less than once in two memories of 42 days: four looks, two sides, so at most four
 * in 362,880 readings of ten seconds by chance; as much again for the other detectors, and ten times all that, for such
 * inputs keep no law for long.
 */
const mostToldPerMillion = 220

/** Ten million readings of each input that no detector was made for: nothing may break, and little be told. */
export async function benchPathological() {
  const cell = cellOfEight()
  const figures = Object.entries(pathologicalInputs).map(([name, value]) => {
    const tell = (millions: number) =>
      process.stderr.write(`${name}: ${millions} million readings\n`)
    return [name, play(cell, value, readingsEach, tell)] as const
  })
  if (figures.some(([, { holds }]) => !holds)) process.exitCode = 1
  return Object.fromEntries(figures)
}

export function play(
  cell: Cell,
  value: (place: number, index: number) => unknown,
  total: number,
  onMillions: (millions: number) => void = () => {},
) {
  const sensors = sensorsByName(cell)
  const startedAt = performance.now()
  let state: CellState = newCellState
  let [told, refused, readings] = [0, 0, 0]
  for (let frame = 0; readings < total; frame += 1) {
    const judged = judgeFrame(frameOf(cell, frame, value), sensors)
    const step = advanceCell(state, judged.input, cell)
    state = step.state
    told += step.effects.anomalies.filter(({ state: said }) => said === 'detected').length
    refused += judged.rejected.length
    readings += cell.sensors.length * readingsPerFrame
    if (readings % 1_000_000 === 0) onMillions(readings / 1_000_000)
  }
  const toldPerMillion = Math.round((told / readings) * 1e6)
  return {
    readings,
    seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    refused,
    told,
    toldPerMillion,
    mostToldPerMillion,
    holds: toldPerMillion <= mostToldPerMillion,
  }
}

function frameOf(cell: Cell, index: number, value: (place: number, index: number) => unknown) {
  const readings = cell.sensors.flatMap(({ sensor }, place) =>
    Array.from({ length: readingsPerFrame }, (_, row) => {
      const sequence = index * readingsPerFrame + row
      return {
        sensor,
        sequence,
        at: start + sequence * intervalMilliseconds,
        value: value(place, sequence),
      }
    }),
  )
  const sentAt = start + ((index + 1) * readingsPerFrame - 1) * intervalMilliseconds
  const head = { schemaVersion: 1 as const, frame: `f${index}`, site: cell.site, cell: cell.cell }
  return { ...head, boot: 'b', sentAt, readings } satisfies Frame
}
