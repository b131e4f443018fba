import { type FlatLineStep, flatLineName, flatLineVersion } from '#domain/detect/flat-line.ts'
import type { Row } from '#domain/reading.ts'
import type { Sensor } from '#domain/sensor.ts'
import type { SensorState } from '#domain/sensor-state.ts'
import { type WatchStep, watchSensor } from '#domain/watch-sensor.ts'
import { formatDuration, formatValue } from '#domain/words.ts'
import { failed } from './outcomes.ts'

/** A sensor that is stuck raises its own incident, with the reading that makes it fail. */
export function watchFlatLine(
  state: SensorState,
  row: Row,
  step: FlatLineStep,
  sensor: Sensor,
  frame: string,
): WatchStep {
  const isStuck = step.outcome === failed
  const expected = row.expected ?? row.value
  return watchSensor(state, 'flat-line', sensor, {
    detector: flatLineName,
    detectorVersion: flatLineVersion,
    at: row.at,
    score: isStuck ? 6 : 0,
    value: row.value,
    expected,
    low: row.low ?? expected,
    high: row.high ?? expected,
    severity: 'warning',
    frame,
    ...(isStuck ? { onset: step.state.since } : {}),
    reason: () => reasonOf(row, step, sensor),
  })
}

function reasonOf(row: Row, { state, allowedMilliseconds }: FlatLineStep, sensor: Sensor): string {
  const said = `${sensor.name} has said ${formatValue(row.value, sensor.resolution, sensor.unit)} for ${formatDuration(row.at - state.since)}`
  const known = sensor.quality.learnsRests
    ? `its longest rest before was ${formatDuration(state.longestRest)}`
    : `sound readings change within ${formatDuration(allowedMilliseconds)}`
  return `${said}; ${known}. It looks stuck.`
}
