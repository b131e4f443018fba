import { demoAcute, demoPast } from './demo-places.ts'
import type { FaultSpec } from './faults/registry.ts'
import type { FaultSchedule } from './faults/schedule.ts'
import { uniform } from './noise/hash.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** An eventful day every third one. */
const eventEveryDays = 3
/** A live fault begins in every stretch of this length. */
const slot = 15 * minute
const seed = 0x4879_7068

/**
 * What `npm start` plays, forever and in both feeds: resolved faults in the days before, one still open,
 * one seconds after the start, and then one every quarter of an hour. All but the start's own lie where
 * the calendar puts them, so a later start agrees about the past.
 */
export function demoFaults(startedAt: number): FaultSchedule {
  const own = [stillOpen(startedAt), firstOfAll(startedAt)]
  return (from, to) =>
    [
      ...own.filter(({ onset }) => onset >= from && onset < to),
      ...pastFaults(from, Math.min(to, startedAt - 12 * hour)),
      ...liveFaults(Math.max(from, startedAt + 2 * minute), to),
    ].toSorted((a, b) => a.onset - b.onset)
}

/** A humidity sensor that has read too high for two and a half hours, and goes on. */
function stillOpen(startedAt: number): FaultSpec {
  const onset = Math.floor((startedAt - 2.5 * hour) / minute) * minute
  const place = { site: 'habitat', cell: 'heron-house', sensor: 'humidity' }
  return { kind: 'level-shift', ...place, size: 14, onset, end: onset + 8 * hour }
}

/** Seen by anyone who opens the dashboard right after the start. */
function firstOfAll(startedAt: number): FaultSpec {
  const onset = startedAt + 6_000
  return { kind: 'hub-failure', ...hubNorth, onset, end: onset + 4 * minute, ...abrupt }
}

const hubNorth = { site: 'basin', cell: 'hub-north' }
const abrupt = { depth: 0.95, rampSeconds: 5 }

function pastFaults(from: number, to: number): readonly FaultSpec[] {
  return indexesIn(from, to, eventEveryDays * day).flatMap((index) => {
    const draft = demoPast[index % demoPast.length]
    const onset = Math.round(index * eventEveryDays * day + (6 + 60 * uniform(seed, index)) * hour)
    return draft && onset >= from && onset < to ? [draft(onset)] : []
  })
}

function liveFaults(from: number, to: number): readonly FaultSpec[] {
  return indexesIn(from, to, slot).flatMap((index) => {
    const draft = demoAcute[index % demoAcute.length]
    const onset = index * slot + 1_000 * Math.floor(60 * uniform(seed ^ 1, index))
    return draft && onset >= from && onset < to ? [draft(onset)] : []
  })
}

function indexesIn(from: number, to: number, length: number): readonly number[] {
  const first = Math.floor(from / length)
  const count = Math.max(0, Math.ceil(to / length) - first)
  return Array.from({ length: count }, (_, step) => first + step)
}
