/**
 * Van der Eijk's agreement A (2001) of a distribution over ordered answers: 1 where all say the same,
 * 0 where all answers are equally frequent, -1 where one half stands at either end.
 * The distribution is taken apart into layers of equal height, each judged by its pattern of filled bins.
 */
export function agreement(histogram: readonly number[]): number {
  const total = histogram.reduce((sum, count) => sum + count, 0)
  if (total === 0) return 0
  const heights = [...new Set(histogram)].filter((count) => count > 0).sort((a, b) => a - b)
  const triples = triplesOf(histogram.length)
  let sum = 0
  let below = 0
  for (const height of heights) {
    const filled = histogram.map((count) => count >= height)
    const bins = filled.filter(Boolean).length
    sum += ((height - below) * bins * ofPattern(filled, bins, triples)) / total
    below = height
  }
  return sum
}

type Triple = readonly [low: number, middle: number, high: number]

function ofPattern(filled: readonly boolean[], bins: number, triples: readonly Triple[]): number {
  const answers = filled.length
  if (bins === answers) return 0
  return unimodality(filled, triples) * (1 - (bins - 1) / (answers - 1))
}

/** Counts triples of answers: filled neighbours with an empty one beside them against an empty one between them. */
function unimodality(filled: readonly boolean[], triples: readonly Triple[]): number {
  const answers = filled.length
  let peaked = 0
  let split = 0
  for (const [low, middle, high] of triples) {
    if (filled[low] && filled[high] && !filled[middle]) split += 1
    if (filled[middle] && filled[low] !== filled[high]) peaked += 1
  }
  if (peaked + split === 0) return 1
  return ((answers - 2) * peaked - (answers - 1) * split) / ((answers - 2) * (peaked + split))
}

function triplesOf(answers: number): readonly Triple[] {
  const triples: Triple[] = []
  for (let low = 0; low < answers; low++)
    for (let middle = low + 1; middle < answers; middle++)
      for (let high = middle + 1; high < answers; high++) triples.push([low, middle, high])
  return triples
}
