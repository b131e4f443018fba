import { receiveReading, type SensorEffects } from '#domain/advance-sensor.ts'
import { rarity } from '#domain/detect/rarity.ts'
import type { Sensor } from '#domain/sensor.ts'
import { newSensorState } from '#domain/sensor-state.ts'

/** What is told of a sensor by rarity, and what it remembers in the end. */
export function toldByRarity(
  sensor: Sensor,
  start: number,
  step: number,
  values: readonly number[],
) {
  const effects: SensorEffects = { anomalies: [], pages: [], late: [], settled: [], duplicates: 0 }
  let state = newSensorState
  values.forEach((value, sequence) => {
    const reading = { sensor: sensor.sensor, sequence, at: start + sequence * step, value }
    const frame = { frame: `f${sequence}`, boot: 'b', live: true }
    state = receiveReading(state, reading, sensor, frame, effects)
  })
  const told = effects.anomalies.filter(
    ({ detector, state: one }) => detector === rarity.name && one === 'detected',
  )
  return { told, state, rows: effects.pages.flatMap(({ rows }) => rows) }
}
