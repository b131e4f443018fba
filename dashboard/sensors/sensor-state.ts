import type { Look } from '#dashboard/severity/look.ts'
import { formatDate } from '#dashboard/time/format-time.ts'
import type { Latest, SensorSummary } from '#domain/api/sites.ts'
import { assertNever } from '#domain/assert-never.ts'

export interface ShownState {
  readonly look: Look
  readonly word: string
}

type Described = Pick<SensorSummary, 'minimumPeople' | 'expectedIntervalSeconds'>
type Judged = Pick<Latest, 'status' | 'at' | 'learned' | 'value' | 'low' | 'high'>

/** Over three intervals without a reading is late, whatever was last said of the sensor. */
export const lateAfterIntervals = 3

/** What the screen says of a sensor. Without contact nothing is said to be well. */
export function shownState(
  sensor: Described,
  latest: Judged | undefined,
  now: number,
  isLost: boolean,
  zone: string,
): ShownState {
  if (!latest) return { look: 'unknown', word: 'Not known yet' }
  if (latest.at === null) return silentState(sensor)
  if (latest.status === 'recorded')
    return { look: 'recorded', word: `Recording, ends ${formatDate(latest.at, zone)}` }
  if (isLost) return { look: 'unknown', word: `Unknown, was ${wasWord(latest)}` }
  if (isAbsent(latest.status)) return judgedState(latest)
  if (isOverdue(sensor, latest.at, now)) return { look: 'unknown', word: 'Late' }
  return judgedState(latest)
}

function silentState(sensor: Described): ShownState {
  if (sensor.minimumPeople > 0)
    return { look: 'hidden', word: `Hidden: fewer than ${sensor.minimumPeople} people` }
  return { look: 'unknown', word: 'Never reported' }
}

function isAbsent(status: Latest['status']): boolean {
  return status === 'late' || status === 'missing' || status === 'dead'
}

function isOverdue(sensor: Described, at: number, now: number): boolean {
  return now - at > (lateAfterIntervals + 1) * sensor.expectedIntervalSeconds * 1_000
}

function judgedState(latest: Judged): ShownState {
  switch (latest.status) {
    case 'ok':
      return { look: 'ok', word: 'OK' }
    case 'anomalous':
      return { look: 'warning', word: isInside(latest) ? 'Anomaly not over' : 'Anomalous' }
    case 'learning':
      return { look: 'learning', word: learningWord(latest.learned) }
    case 'recorded':
      return { look: 'recorded', word: 'Recording' }
    case 'late':
      return { look: 'unknown', word: 'Late' }
    case 'missing':
      return { look: 'unknown', word: 'Missing' }
    case 'dead':
      return { look: 'unknown', word: 'Dead' }
    case 'never-reported':
      return { look: 'unknown', word: 'Never reported' }
    default:
      return assertNever(latest.status)
  }
}

/** An anomaly is over only when it was calm for a while, and a stuck sensor is never outside. */
function isInside({ value, low, high }: Judged): boolean {
  return value !== null && low !== null && high !== null && value >= low && value <= high
}

function wasWord(latest: Judged): string {
  const { word } = judgedState(latest)
  return word === 'OK' ? word : word.charAt(0).toLowerCase() + word.slice(1)
}

/** Never 100 % while it is still learning. */
export function learningWord(learned: number): string {
  return `Learning ${Math.min(99, Math.floor(learned * 100))} %`
}
