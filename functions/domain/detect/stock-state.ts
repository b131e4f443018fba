/** A stock hour by hour, set against the same hour of the day before: the course of the day cancels out. */
export interface StockState {
  /** The hour that goes on, counted from 1970, and what it said so far. */
  readonly hour: number
  readonly sum: number
  readonly count: number
  /** Means of the last 24 hours by hour of the day, in grains; null where nothing was heard. */
  readonly means: ReadonlyArray<number | null>
  /** Mean square of the change within 24 hours in ordinary times, and of how many hours it was learnt. */
  readonly square: number
  readonly hours: number
  /** The first of the hours in which it ran low, 0 where it does not. */
  readonly since: number
}

/** A tenth of what a reading resolves is all that an hour's mean is good for. */
const grainsPerStep = 10
const hoursOfDay = 24
export const hourMilliseconds = 3_600_000
/** Three days of changes: fewer know neither a Sunday nor a cloudy day. */
const hoursToKnow = 72
/** Four weeks count alike, so that each day of the week is in it several times. */
const hoursRemembered = 28 * hoursOfDay
/** A flight of the stock teaches no more than three deviations. */
const teachingLimit = 3
/** A sum of gains and losses of fewer hours is none of a day. */
const leastHours = 18

export const noStock: StockState = {
  hour: 0,
  sum: 0,
  count: 0,
  means: new Array<null>(hoursOfDay).fill(null),
  square: 0,
  hours: 0,
  since: 0,
}

/** What 24 hours did to the stock. */
export interface Balance {
  readonly level: number
  readonly before: number
  readonly change: number
  /** How far such a change is from 0 in ordinary times. */
  readonly deviation: number
  readonly lost: number
  readonly gained: number
  /** The most that was lost from one hour to the next. */
  readonly steepest: number
}

export function hearStock(state: StockState, value: number): StockState {
  return { ...state, sum: state.sum + value, count: state.count + 1 }
}

/** Ends the hour that goes on and begins another: judged against what was known, then learnt. */
export function closeStockHour(
  state: StockState,
  next: number,
  resolution: number,
): { readonly state: StockState; readonly balance: Balance | null } {
  const { hour, count, sum, hours } = state
  const grain = resolution / grainsPerStep
  const place = placeOf(hour)
  const grainsBefore = state.means[place] ?? null
  // Never −0, which storage would make 0.
  const grains = count === 0 ? null : Math.round(sum / count / grain) + 0
  const means = withGap(state.means.with(place, grains), hour, next)
  const begun = { ...state, hour: next, sum: 0, count: 0, means }
  if (grains === null || grainsBefore === null) return { state: begun, balance: null }
  const level = grains * grain
  const before = grainsBefore * grain
  const change = level - before
  const deviation = Math.sqrt(Math.max(state.square, resolution * resolution))
  const isKnown = hours >= hoursToKnow
  return {
    state: { ...begun, ...learn(state, change, isKnown ? deviation : null) },
    balance: isKnown
      ? { level, before, change, deviation, ...dayOf(state.means, place, grains, grain) }
      : null,
  }
}

function learn({ square, hours }: StockState, change: number, deviation: number | null) {
  const most = deviation === null ? Math.abs(change) : teachingLimit * deviation
  const taught = Math.min(Math.abs(change), most)
  const seen = Math.min(hours + 1, hoursRemembered)
  return { square: Math.fround(square + (taught * taught - square) / seen), hours: seen }
}

/** Hours of which nothing was heard are yesterday's no longer. */
function withGap(means: ReadonlyArray<number | null>, hour: number, next: number) {
  const gap = Math.min(next - hour - 1, hoursOfDay)
  if (gap <= 0) return means
  const open = [...means]
  for (let one = 1; one <= gap; one += 1) open[placeOf(hour + one)] = null
  return open
}

/** All that was lost and gained from hour to hour since this time yesterday. */
function dayOf(
  means: ReadonlyArray<number | null>,
  place: number,
  now: number,
  grain: number,
): Pick<Balance, 'lost' | 'gained' | 'steepest'> {
  const course = [...means.slice(place), ...means.slice(0, place), now]
  let lost = 0
  let gained = 0
  let steepest = 0
  let known = 0
  course.forEach((mean, index) => {
    const last = index === 0 ? null : (course[index - 1] ?? null)
    if (mean === null || last === null) return
    lost += grain * Math.max(0, last - mean)
    gained += grain * Math.max(0, mean - last)
    steepest = Math.max(steepest, grain * (last - mean))
    known += 1
  })
  return known < leastHours ? { lost: 0, gained: 0, steepest } : { lost, gained, steepest }
}

function placeOf(hour: number): number {
  return ((hour % hoursOfDay) + hoursOfDay) % hoursOfDay
}
