import type { Anomaly } from './anomaly.ts'
import { type Arrival, emptyArrival } from './arrival.ts'
import { type ChartPage, emptyPage } from './chart-page.ts'
import { type FlatLine, initialFlatLine } from './detect/flat-line.ts'
import { newRarity, type Rarity } from './detect/rarity-state.ts'
import { type Episode, quiet } from './episode.ts'
import { type Neighbours, noNeighbours } from './quality/neighbours.ts'
import type { Row } from './reading.ts'
import { noSoundings, type Soundings } from './soundings.ts'

/** What may go wrong with one sensor, each with its own course. */
export type Watch = 'surprise' | 'flat-line' | 'silence'

export interface WatchState {
  readonly episode: Episode
  /** The anomaly being told about, while there is one. */
  readonly anomaly: Anomaly | null
}

export interface SensorState {
  readonly arrival: Arrival
  readonly rarity: Rarity
  readonly flatLine: FlatLine
  readonly neighbours: Neighbours
  readonly watches: Readonly<Record<Watch, WatchState>>
  readonly page: ChartPage
  readonly latest: Row | null
  readonly soundings: Soundings
  readonly live: boolean
  /** What goes on seldom or by people's word; null nearly always. */
  readonly courses: Courses | null
}

/** Beyond a policy's limit; beyond what can be measured; and what lessons let pass of a surprise, a rest and a silence. */
export type Courses = Readonly<
  Partial<Record<'limit' | 'range' | 'expected' | 'rest' | 'absence', WatchState>>
>

export const calm: WatchState = { episode: quiet, anomaly: null }

export const newSensorState: SensorState = {
  arrival: emptyArrival,
  rarity: newRarity,
  flatLine: initialFlatLine,
  neighbours: noNeighbours,
  watches: { surprise: calm, 'flat-line': calm, silence: calm },
  page: emptyPage,
  latest: null,
  soundings: noSoundings,
  live: false,
  courses: null,
}

/** Whether nothing goes on. */
export function isCalm({ episode }: WatchState): boolean {
  return episode.state === 'quiet'
}

export function withCourse(
  state: SensorState,
  name: keyof Courses,
  course: WatchState,
): SensorState {
  const { [name]: _, ...others } = state.courses ?? {}
  const courses = isCalm(course) ? others : { ...others, [name]: course }
  return { ...state, courses: Object.keys(courses).length === 0 ? null : courses }
}
