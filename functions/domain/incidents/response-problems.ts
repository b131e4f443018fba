import { findFeed } from '#domain/feeds/registry.ts'
import type { Site } from '#domain/site.ts'

interface ResponseProblem {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

/** A response for what does not exist would never be read. */
export function responseProblems({ responses, cells, metrics }: Site): ResponseProblem[] {
  const cellNames = new Set(cells.map(({ cell }) => cell))
  const metricNames = new Set([
    ...Object.keys(metrics),
    ...cells.flatMap(({ feed }) => Object.keys(findFeed(feed ?? '')?.metrics ?? {})),
  ])
  return responses.flatMap(({ cell, metric }, index) => [
    ...(cell === undefined || cellNames.has(cell)
      ? []
      : [
          {
            path: ['responses', index, 'cell'],
            message: `no cell is named "${cell}"; correct it or add the cell`,
          },
        ]),
    ...(metric === undefined || metricNames.has(metric)
      ? []
      : [
          {
            path: ['responses', index, 'metric'],
            message: `no metric is named "${metric}"; define it under metrics: or correct it`,
          },
        ]),
  ])
}
