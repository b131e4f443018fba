import type { Anomaly } from '#domain/anomaly.ts'
import type { HourSummary } from '#domain/hour-summary.ts'
import type { Cell } from '#domain/sensor.ts'
import {
  type CellHours,
  countsFrom,
  followChain,
  noHours,
  overUntil,
  patienceHours,
} from './cell-hours.ts'
import { type GroupWatches, type HourOfCell, judgeHour } from './judge-hour.ts'

/** All that is known of neighbours, made of the set of their summaries alone: their order and number do not matter. */
export interface NeighbourState {
  /** The first hour heard of, and the last that is judged; null before there is one. */
  readonly begins: number | null
  readonly judged: number | null
  readonly newest: number
  readonly cells: Readonly<Record<string, CellHours>>
  readonly watches: GroupWatches
}

export const noNeighbourState: NeighbourState = {
  begins: null,
  judged: null,
  newest: 0,
  cells: {},
  watches: {},
}

export interface NeighbourStep {
  readonly state: NeighbourState
  readonly anomalies: readonly Anomaly[]
}

/** Takes summaries in, and judges the hours that all cells have passed. Nothing new leaves the state as it is. */
export function hearHours(
  before: NeighbourState,
  summaries: readonly HourSummary[],
  cells: readonly Cell[],
): NeighbourStep {
  const heard = summaries.reduce(hearHour, before)
  if (heard === before) return { state: before, anomalies: [] }
  return judgePassed(withChains(forget(heard, cells)), cells)
}

function hearHour(state: NeighbourState, summary: HourSummary): NeighbourState {
  const { cell, hour, previous, values, frame } = summary
  const own = state.cells[cell] ?? noHours
  const isKnown = own.passed !== null && hour <= own.passed
  if (isKnown || own.waiting[hour]) return state
  const waiting = { ...own.waiting, [hour]: { previous, values, frame } }
  return {
    ...state,
    // What is judged has begun for good.
    begins: state.judged === null ? Math.min(state.begins ?? hour, hour) : state.begins,
    newest: Math.max(state.newest, hour),
    cells: { ...state.cells, [cell]: { ...own, waiting } },
  }
}

/** A cell that left the site file is waited for by nobody. */
function forget(state: NeighbourState, known: readonly Cell[]): NeighbourState {
  const names = new Set(known.map(({ cell }) => cell))
  const only = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(record).filter(([name]) => names.has(name)))
  return { ...state, cells: only(state.cells), watches: only(state.watches) }
}

function withChains(state: NeighbourState): NeighbourState {
  const cells = Object.entries(state.cells).map(
    ([name, hours]) => [name, followChain(hours, state.newest)] as const,
  )
  return { ...state, cells: Object.fromEntries(cells) }
}

function judgePassed(before: NeighbourState, cells: readonly Cell[]): NeighbourStep {
  const { begins, newest } = before
  if (begins === null) return { state: before, anomalies: [] }
  const last = before.judged ?? begins - 1
  const passed = cells.map(({ cell }) => overUntil(before.cells[cell], begins, newest))
  const judged = Math.max(last, newest - patienceHours, Math.min(newest, ...passed))
  const anomalies: Anomaly[] = []
  let { watches } = before
  for (const hour of hoursWithin(before, last, judged)) {
    const step = judgeHour(watches, hour, spokenAt(before, hour, begins), cells)
    watches = step.watches
    anomalies.push(...step.anomalies)
  }
  return {
    state: dropJudged({ ...before, judged: judged < begins ? null : judged, watches }),
    anomalies,
  }
}

/** Of which anything was said. */
function hoursWithin({ cells }: NeighbourState, after: number, until: number): number[] {
  const said = Object.values(cells).flatMap(({ waiting }) => Object.keys(waiting).map(Number))
  return [...new Set(said)].filter((hour) => hour > after && hour <= until).sort((a, b) => a - b)
}

function spokenAt({ cells }: NeighbourState, hour: number, begins: number) {
  const spoken = new Map<string, HourOfCell>()
  for (const [name, { waiting, since }] of Object.entries(cells)) {
    const said = waiting[hour]
    if (said && since !== null && hour >= countsFrom(since, begins)) spoken.set(name, said)
  }
  return spoken
}

function dropJudged(state: NeighbourState): NeighbourState {
  const { judged } = state
  if (judged === null) return state
  const cells = Object.entries(state.cells).map(([name, own]) => {
    // What others must be known before is kept, or its cell would wait for it.
    const done = Math.min(judged, own.passed ?? -1)
    const waiting = Object.entries(own.waiting).filter(([hour]) => Number(hour) > done)
    return [name, { ...own, waiting: Object.fromEntries(waiting) }] as const
  })
  return { ...state, cells: Object.fromEntries(cells) }
}
