type Span = readonly [first: number, last: number]

/** As many thresholds as the authors' own program tries, each the score of a row. */
const thresholdCount = 250

/**
 * The volume under the surface of precision and recall (Paparrizos et al., PVLDB 15, 2022): how
 * well scores rank labelled rows before others, averaged over buffers around each label from none
 * to the median length of a label, for a label's edges are never exact. It counts as the authors'
 * program does in its later form: a buffer's rows are wanted only where they are told, and a
 * step of recall counts at its lower precision. Null where nothing is labelled.
 */
export function vusPr(scores: ArrayLike<number>, labels: readonly Span[]): number | null {
  if (labels.length === 0) return null
  const ranked = rankRows(scores)
  const spans = joined(labels)
  const longest = medianLength(spans)
  const core = coreOf(ranked, spans)
  const buffers = buffersUpTo(longest)
  const volume = buffers.reduce((sum, buffer) => sum + areaUnder(ranked, spans, core, buffer), 0)
  return volume / buffers.length
}

/** Of long labels as many as there are thresholds, evenly: areas change slowly from one buffer to the next. */
function buffersUpTo(longest: number): readonly number[] {
  const steps = Math.min(longest, thresholdCount)
  return Array.from({ length: steps + 1 }, (_, step) =>
    Math.round((step * longest) / Math.max(1, steps)),
  )
}

/** In order, those that touch as one: rows next to each other have one label. */
function joined(labels: readonly Span[]): readonly Span[] {
  const spans: Span[] = []
  for (const [first, last] of labels.toSorted(([a], [b]) => a - b)) {
    const before = spans.at(-1)
    if (before && first <= before[1] + 1)
      spans.splice(-1, 1, [before[0], Math.max(before[1], last)])
    else spans.push([first, last])
  }
  return spans
}

interface Ranked {
  /** The first threshold that a row reaches, from the highest on. */
  readonly rank: Uint16Array
  /** How many rows reach each threshold. */
  readonly told: Float64Array
}

function rankRows(scores: ArrayLike<number>): Ranked {
  const sorted = Float64Array.from(scores).sort().reverse()
  const thresholds = Array.from({ length: thresholdCount }, (_, index) => {
    const at = Math.floor((index * (sorted.length - 1)) / (thresholdCount - 1))
    return sorted[at] ?? 0
  })
  const rank = Uint16Array.from(scores, (score) => firstReached(thresholds, score))
  const told = new Float64Array(thresholdCount)
  for (const threshold of rank) told[threshold] = (told[threshold] ?? 0) + 1
  return { rank, told: summed(told) }
}

/** Thresholds fall, and the last is the lowest score of all. */
function firstReached(thresholds: readonly number[], score: number): number {
  let [low, high] = [0, thresholds.length - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (score >= (thresholds[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}

function summed(values: Float64Array): Float64Array {
  let sum = 0
  return values.map((value) => {
    sum += value
    return sum
  })
}

interface Core {
  readonly rows: number
  /** How many labelled rows reach each threshold. */
  readonly hits: Float64Array
  /** The first threshold at which anything of a label is told. */
  readonly first: readonly number[]
}

function coreOf({ rank }: Ranked, labels: readonly Span[]): Core {
  const hits = new Float64Array(thresholdCount)
  let rows = 0
  const first = labels.map(([from, to]) => {
    const own = rank.subarray(from, to + 1)
    for (const threshold of own) hits[threshold] = (hits[threshold] ?? 0) + 1
    rows += own.length
    return lowest(own)
  })
  return { rows, hits: summed(hits), first }
}

function lowest(ranks: Uint16Array): number {
  return ranks.reduce((low, rank) => Math.min(low, rank), thresholdCount)
}

function areaUnder(ranked: Ranked, labels: readonly Span[], core: Core, buffer: number): number {
  const around = summed(weightsAround(ranked, labels, buffer))
  const firsts = firstTold(ranked, labels, core, buffer)
  const found = new Float64Array(thresholdCount)
  for (const first of firsts) found[first] = (found[first] ?? 0) + 1
  const existing = summed(found)
  let [area, before] = [0, 0]
  for (let k = 0; k < thresholdCount; k++) {
    const nearby = around[k] ?? 0
    const hits = (core.hits[k] ?? 0) + nearby
    const recall = Math.min(1, hits / (core.rows + nearby / 2))
    const reached = (recall * (existing[k] ?? 0)) / firsts.length
    area += ((reached - before) * hits) / (ranked.told[k] ?? 1)
    before = reached
  }
  return area
}

/** What the rows of the buffers count for, by the first threshold that they reach. */
function weightsAround({ rank }: Ranked, labels: readonly Span[], buffer: number): Float64Array {
  const weights = new Map<number, number>()
  const half = buffer >> 1
  const add = (row: number, distance: number) => {
    if (row < 0 || row >= rank.length) return
    weights.set(row, (weights.get(row) ?? 0) + Math.sqrt(1 - distance / buffer))
  }
  for (const [first, last] of labels)
    for (let distance = 1; distance <= half; distance++) {
      add(first - distance, distance)
      add(last + distance, distance)
    }
  const isLabelled = (row: number) => labels.some(([first, last]) => row >= first && row <= last)
  const byThreshold = new Float64Array(thresholdCount)
  for (const [row, weight] of weights) {
    if (isLabelled(row)) continue
    const threshold = rank[row] ?? 0
    byThreshold[threshold] = (byThreshold[threshold] ?? 0) + Math.min(1, weight)
  }
  return byThreshold
}

/** When each label is told first, its buffers included; labels whose buffers meet are one. */
function firstTold({ rank }: Ranked, labels: readonly Span[], core: Core, buffer: number) {
  const half = buffer >> 1
  const firsts: number[] = []
  labels.forEach(([first, last], index) => {
    const before = rank.subarray(Math.max(0, first - half), first)
    const after = rank.subarray(last + 1, last + 1 + half)
    const told = Math.min(lowest(before), core.first[index] ?? thresholdCount, lowest(after))
    const previous = labels[index - 1]
    const meets = previous !== undefined && previous[1] + half >= first - half
    if (meets) firsts.push(Math.min(firsts.pop() ?? thresholdCount, told))
    else firsts.push(told)
  })
  return firsts
}

function medianLength(labels: readonly Span[]): number {
  const lengths = labels.map(([first, last]) => last - first + 1).sort((a, b) => a - b)
  const middle = lengths.length >> 1
  const upper = lengths[middle] ?? 0
  return Math.floor(lengths.length % 2 === 1 ? upper : (upper + (lengths[middle - 1] ?? 0)) / 2)
}
