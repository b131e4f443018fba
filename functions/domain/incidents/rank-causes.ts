import type { Anomaly } from '#domain/anomaly.ts'
import type { Downstream } from './relate-cells.ts'

export interface DisturbedCell {
  readonly cell: string
  readonly onset: number
  readonly sensors: number
  /** The largest surprise in it. */
  readonly score: number
}

/** A disturbed cell as a cause of the others, and why: each part between 0 and 1, and their product. */
export interface RankedCause extends DisturbedCell {
  readonly strength: number
  readonly earliness: number
  readonly share: number
  readonly likelihood: number
  /** The disturbed cells downstream of it whose onsets fit the way there. */
  readonly explains: readonly string[]
}

/** Detectors of different metrics are sure after different times: two onsets are so many seconds apart by chance. */
const leastSlackSeconds = 1_200
/** What creeps over hours is noticed hours apart: half of an incident's own span says nothing about order either. */
const slackOfSpan = 0.5
/** Edges' lags are stated by people; three times as slow still fits. */
const slowestLag = 3
/** At this surprise there is no more doubt that something is wrong. */
const certainScore = 6

/**
 * The disturbed cells, the likeliest cause first: how strong it shows, how early it began, and which share of the others
 * it explains within the lags of the ways to them. What people said is not the cause comes last.
 */
export function rankCauses(
  anomalies: readonly Anomaly[],
  downstream: Downstream,
  ruledOut: ReadonlySet<string> = new Set(),
): RankedCause[] {
  const cells = disturbedCells(anomalies)
  const pace = paceOf(cells)
  return cells
    .map((cell) => judge(cell, cells, pace, downstream))
    .sort(
      (a, b) =>
        Number(ruledOut.has(a.cell)) - Number(ruledOut.has(b.cell)) ||
        b.likelihood - a.likelihood ||
        a.onset - b.onset ||
        (a.cell < b.cell ? -1 : 1),
    )
}

function disturbedCells(anomalies: readonly Anomaly[]): DisturbedCell[] {
  return [...Map.groupBy(anomalies, ({ cell }) => cell)].map(([cell, members]) => ({
    cell,
    onset: Math.min(...members.map(({ onset }) => onset)),
    sensors: new Set(members.map(({ sensor }) => sensor)).size,
    score: Math.max(...members.map(({ score }) => score)),
  }))
}

interface Pace {
  readonly earliest: number
  readonly slackSeconds: number
}

function paceOf(cells: readonly DisturbedCell[]): Pace {
  let [earliest, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { onset } of cells) {
    earliest = Math.min(earliest, onset)
    latest = Math.max(latest, onset)
  }
  const span = (latest - earliest) / 1000
  return { earliest, slackSeconds: Math.max(leastSlackSeconds, span * slackOfSpan) }
}

function judge(
  cause: DisturbedCell,
  all: readonly DisturbedCell[],
  { earliest, slackSeconds }: Pace,
  downstream: Downstream,
): RankedCause {
  const lags = downstream.get(cause.cell)
  let fits = 1
  const explains: string[] = []
  for (const { cell, onset } of lags ? all : []) {
    const lag = cell === cause.cell ? undefined : lags?.get(cell)
    if (lag === undefined) continue
    const fit = fitOf((onset - cause.onset) / 1000, lag, slackSeconds)
    fits += fit
    if (fit > 0.5) explains.push(cell)
  }
  const strength = (1 + Math.min(1, cause.score / certainScore)) / 2
  const earliness = 1 / (1 + (cause.onset - earliest) / 1000 / slackSeconds)
  const share = fits / all.length
  return {
    ...cause,
    strength,
    earliness,
    share,
    likelihood: strength * earliness * share,
    explains,
  }
}

/** 1 while the effect began within the lag's time after its cause, falling off on both sides. */
function fitOf(afterSeconds: number, lagSeconds: number, slackSeconds: number): number {
  const early = -afterSeconds - slackSeconds
  const late = afterSeconds - lagSeconds * slowestLag - slackSeconds
  const off = Math.max(0, early, late)
  return 1 / (1 + (off / (slackSeconds + lagSeconds)) ** 2)
}
