import type { CellInput } from '#domain/cell-input.ts'
import type { Frame } from '#domain/frame.ts'
import { judgeReading } from '#domain/judge-reading.ts'
import { mayBePeoples } from '#domain/may-be-peoples.ts'
import type { Reading } from '#domain/reading.ts'
import type { RejectedReading } from '#domain/rejection.ts'
import type { Cell, Sensor } from '#domain/sensor.ts'
import { keepableReading } from './keepable.ts'

export interface JudgedFrame {
  readonly input: Extract<CellInput, { kind: 'frame' }>
  readonly rejected: readonly RejectedReading[]
}

/** Bad readings are taken out one by one; the rest of the frame goes on. */
export function judgeFrame(frame: Frame, sensors: ReadonlyMap<string, Sensor>): JudgedFrame {
  const readings: Reading[] = []
  const rejected: RejectedReading[] = []
  frame.readings.forEach((candidate, index) => {
    const judgement = judgeReading(candidate, sensors, frame.sentAt)
    if (judgement.kind === 'sound') readings.push(judgement.reading)
    else
      rejected.push({
        ...judgement.rejection,
        index,
        sensor: nameOf(candidate),
        reading: keepableReading(candidate, mayBePeoples(candidate, sensors)),
      })
  })
  return {
    input: {
      kind: 'frame',
      frame: frame.frame,
      boot: frame.boot,
      sentAt: frame.sentAt,
      live: frame.run === undefined,
      readings,
    },
    rejected,
  }
}

export function sensorsByName(cell: Cell): ReadonlyMap<string, Sensor> {
  return new Map(cell.sensors.map((sensor) => [sensor.sensor, sensor]))
}

function nameOf(candidate: unknown): string | null {
  const name = (candidate as { sensor?: unknown } | null)?.sensor
  return typeof name === 'string' ? name.slice(0, 63) : null
}
