import type { CellDetector, Finding } from '#domain/detect/cell-detector.ts'
import { studentScore } from '#domain/detect/student-tail.ts'
import { hourMilliseconds } from '#domain/hour-summary.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { formatDuration, formatValue } from '#domain/words.ts'
import type { Comparison } from './comparison.ts'
import { advanceDrift, type DriftState, type DriftVerdict, noDrift } from './drift-state.ts'

export const neighbourDriftName = 'neighbour-drift'

/** Tells when a sensor moves away from those of its kind in other cells, hour by hour. */
export function neighbourDrift(
  comparisons: ReadonlyMap<string, Comparison>,
): CellDetector<DriftState> {
  return {
    name: neighbourDriftName,
    version: 1,
    perSensor: true,
    initial: noDrift,
    policy: {
      // Five usual deviations tell, three are calm; the mean of a day needs nothing to hold it.
      ...{ immediate: studentScore(5), sustained: studentScore(5), holdReadings: 1 },
      ...{ calm: studentScore(3), calmMilliseconds: 0 },
    },
    step: (state, row, cell) => {
      const [sensor] = cell.sensors
      const value = sensor && row.values[sensor.sensor]
      const compared = sensor && comparisons.get(sensor.key)
      if (!sensor || value === undefined || !compared) return { state, finding: null }
      const { hour, common, neighbours } = compared
      const { resolution } = sensor
      const { state: next, verdict } = advanceDrift(state, hour, value, common, resolution)
      const finding = verdict && findingOf(verdict, sensor, cell, hour, neighbours)
      return { state: next, finding }
    },
  }
}

function findingOf(
  verdict: DriftVerdict,
  sensor: Sensor,
  cell: Cell,
  hour: number,
  neighbours: number,
): Finding {
  const { distance, bound, expected, near, usual, deviations } = verdict
  const show = (value: number) => formatValue(value, sensor.resolution, sensor.unit)
  const { label } = sensor
  return {
    sensor: sensor.sensor,
    score: studentScore(deviations),
    value: expected + distance,
    expected,
    low: expected - bound,
    high: expected + bound,
    severity: 'warning',
    // Not since it left them: days of other troubles lie between, and would become one incident with it.
    onset: hour * hourMilliseconds,
    contributors: [{ sensor: sensor.key, label: sensor.name, share: 1 }],
    trouble: `${label} moves away from that of its neighbours`,
    reason: () => {
      const since = formatDuration((hour + 1 - near) * hourMilliseconds)
      const away = show(Math.abs(distance))
      const side = distance > 0 ? 'above' : 'below'
      return `${label} at ${cell.name} has moved ${away} ${side} what its ${neighbours} neighbours make one expect, in ${since}; it usually keeps within ${show(usual)}.`
    },
  }
}
