import type { ReportedReading } from '#domain/frame.ts'
import type { Sensor } from '#domain/sensor.ts'
import type { Probe } from '#simulators/feeds/feed-model.ts'
import { clamp } from '#simulators/feeds/noise/exact-math.ts'
import { gaussian, placeSeed } from '#simulators/feeds/noise/hash.ts'
import type { Distorter, FaultDesk } from './fault-desk.ts'

/** Takes one sensor's readings on its own beat. */
export interface SensorSampler {
  readonly intervalSeconds: number
  /** The reading of a moment, or nothing where none is taken; only a reading takes a number. */
  readonly sample: (atSeconds: number) => ReportedReading | undefined
  /** Lets faults that remember see a moment before the first reading. */
  readonly warmUp: (atSeconds: number) => void
}

export function openSensorSampler(
  seed: number,
  sensor: Sensor,
  probe: Probe,
  intervalSeconds: number,
  desk: FaultDesk,
): SensorSampler {
  const noise = placeSeed(seed, sensor.key, 'scatter')
  const round = rounderTo(sensor.resolution)
  let sequence = 0
  const measure = (atSeconds: number) => {
    const scatter = probe.scatter()
    const exact = probe.read() + (scatter && scatter * gaussian(noise, atSeconds))
    const healthy = clamp(exact, sensor.min, sensor.max)
    const faults = desk.distortions(sensor.key)
    const reported = distort(healthy, atSeconds * 1_000, faults)
    if (reported === undefined) return undefined
    const isUnlimited = faults.some((fault) => fault.isUnlimited && isAt(fault, atSeconds * 1_000))
    return round(isUnlimited ? reported : clamp(reported, sensor.min, sensor.max))
  }
  return {
    intervalSeconds,
    warmUp: (atSeconds) => {
      if (desk.distortions(sensor.key).length > 0) measure(atSeconds)
    },
    sample: (atSeconds) => {
      const people = probe.people?.()
      // A gateway withholds what too few people stand behind.
      if (people !== undefined && people < sensor.minimumPeople) return undefined
      const value = measure(atSeconds)
      if (value === undefined) return undefined
      const reading = { sensor: sensor.sensor, sequence: sequence++, at: atSeconds * 1_000, value }
      return people === undefined ? reading : { ...reading, people }
    },
  }
}

function distort(healthy: number, at: number, faults: readonly Distorter[]): number | undefined {
  let value: number | undefined = healthy
  for (const fault of faults)
    if (value !== undefined && isAt(fault, at)) value = fault.distort(value, at)
  return value
}

function isAt({ onset, end }: Distorter, at: number): boolean {
  return at >= onset && at < end
}

/** Decimal resolutions divide, so that 21.37 comes out as 21.37 and not as 21.370000000000001. */
function rounderTo(resolution: number): (value: number) => number {
  const parts = Math.round(1 / resolution)
  const isDecimal = parts > 1 && Math.abs(1 / resolution - parts) < 1e-6
  return isDecimal
    ? (value) => Math.round(value * parts) / parts || 0
    : (value) => Math.round(value / resolution) * resolution || 0
}
