import type { SensorEffects } from './advance-sensor.ts'
import type { EpisodePolicy } from './episode.ts'
import { type GatewayClock, skewOf } from './gateway-clock.ts'
import type { Cell } from './sensor.ts'
import type { SensorState, WatchState } from './sensor-state.ts'
import { lastHeard } from './soundings.ts'
import { advanceWatch } from './watch-sensor.ts'
import { formatDuration } from './words.ts'

/** The clock has been watched over several ticks already. */
const policy: EpisodePolicy = {
  immediate: 1,
  sustained: 1,
  holdReadings: 1,
  calm: 1,
  calmMilliseconds: 0,
}

export const clockSkewName = 'clock-skew'

/** A clock that is wrong moves all readings of a cell in time; it is told once, by the first of its sensors. */
export function watchClock(
  before: WatchState,
  clock: GatewayClock,
  at: number,
  cell: Cell,
  sensors: Readonly<Record<string, SensorState>>,
  effects: SensorEffects,
): WatchState {
  const skew = skewOf(clock)
  if (skew === null || (skew === 0 && before.anomaly === null)) return before
  const teller = tellerOf(before, cell, sensors)
  const heard = teller && sensors[teller.sensor]
  if (!heard) return before
  const value = heard.latest?.value ?? heard.soundings.heardValue
  const { after, told } = advanceWatch(before, policy, teller, {
    detector: clockSkewName,
    detectorVersion: 1,
    at,
    score: skew === 0 ? 0 : 6,
    value,
    expected: value,
    low: value,
    high: value,
    severity: 'warning',
    frame: '',
    onset: lastHeard(heard.soundings),
    reason: () => reasonOf(skew, cell),
  })
  if (told) effects.anomalies.push(told)
  return after
}

/** Who told of it tells that it is over. */
function tellerOf(
  { anomaly }: WatchState,
  cell: Cell,
  sensors: Readonly<Record<string, SensorState>>,
) {
  return cell.sensors.find(({ key, sensor }) =>
    anomaly ? key === anomaly.sensor : sensors[sensor]?.live === true,
  )
}

function reasonOf(skew: number, cell: Cell): string {
  const gateway = cell.gateway ? `gateway ${cell.gateway}` : 'gateway'
  const side = skew > 0 ? 'behind' : 'ahead'
  return `The clock of ${cell.name}'s ${gateway} is ${formatDuration(Math.abs(skew))} ${side}: all its readings carry the wrong time. Set it by a time server.`
}
