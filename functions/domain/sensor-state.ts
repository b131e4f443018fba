import type { Anomaly } from './anomaly.ts'
import { type Arrival, emptyArrival } from './arrival.ts'
import { type FlatLine, initialFlatLine } from './detect/flat-line.ts'
import { type SeasonalSurprise, seasonalSurprise } from './detect/seasonal-surprise.ts'
import { type Episode, quiet } from './episode.ts'
import type { Row } from './reading.ts'

/** What may go wrong with one sensor, each with its own course. */
export type Watch = 'surprise' | 'flat-line' | 'silence'

export interface WatchState {
  readonly episode: Episode
  /** The anomaly being told about, while there is one. */
  readonly anomaly: Anomaly | null
}

export interface SensorState {
  readonly arrival: Arrival
  readonly surprise: SeasonalSurprise
  readonly flatLine: FlatLine
  readonly watches: Readonly<Record<Watch, WatchState>>
  /** The chart page that is being filled. */
  readonly page: readonly Row[]
  readonly latest: Row | null
  /** The newest event time heard, waiting readings included. */
  readonly heardAt: number | null
  /** How long it usually takes between readings, learnt: a recording may be sparser than the site file says. */
  readonly cadenceMilliseconds: number
  readonly live: boolean
}

const calm: WatchState = { episode: quiet, anomaly: null }

export const newSensorState: SensorState = {
  arrival: emptyArrival,
  surprise: seasonalSurprise.initial,
  flatLine: initialFlatLine,
  watches: { surprise: calm, 'flat-line': calm, silence: calm },
  page: [],
  latest: null,
  heardAt: null,
  cadenceMilliseconds: 0,
  live: false,
}
