import type { ReportedFrame } from '#domain/frame.ts'
import type { Site } from '#domain/site.ts'
import type { FaultSpec } from '#simulators/feeds/faults/registry.ts'
import { scheduleOf } from '#simulators/feeds/faults/schedule.ts'
import { type GenerateOptions, generateFrames } from '#simulators/feeds/generate-frames.ts'
import { loadSite } from '#simulators/feeds/load-site.ts'

export const seconds = (count: number) => count * 1_000
export const minutes = (count: number) => seconds(60 * count)
export const hours = (count: number) => minutes(60 * count)
export const days = (count: number) => hours(24 * count)

/** A Monday at midnight UTC, in March. */
export const monday = Date.UTC(2026, 2, 2)

export const habitat = loadSite('habitat')
export const basin = loadSite('basin')

/** A site with only some of its cells, and the edges among them. */
export function only(site: Site, ...names: string[]): Site {
  return {
    ...site,
    cells: site.cells.filter(({ cell }) => names.includes(cell)),
    edges: site.edges.filter(({ from, to }) => names.includes(from) && names.includes(to)),
  }
}

type Wanted = Partial<Omit<GenerateOptions, 'faults'>> & { readonly faults?: readonly FaultSpec[] }

export function record({ faults = [], ...wanted }: Wanted): ReportedFrame[] {
  const options: GenerateOptions = {
    sites: [habitat, basin],
    seed: 7,
    from: monday,
    to: monday + hours(1),
    boot: 'test',
    frameEverySeconds: 60,
    ...wanted,
    faults: scheduleOf(faults),
  }
  return [...generateFrames(options)]
}

export interface Sample {
  readonly at: number
  readonly value: number
  readonly sequence: number | undefined
  readonly people: number | undefined
}

/** Readings by sensor key, in the order they were taken. */
export function seriesOf(frames: Iterable<ReportedFrame>): Map<string, Sample[]> {
  const series = new Map<string, Sample[]>()
  for (const { site, cell, readings } of frames)
    for (const { sensor, at, value, sequence, people } of readings) {
      const key = `${site}.${cell}.${sensor}`
      const sample = { at, value, sequence, people }
      const known = series.get(key)
      if (known) known.push(sample)
      else series.set(key, [sample])
    }
  return series
}

export function valuesOf(series: ReadonlyMap<string, Sample[]>, key: string): number[] {
  const samples = series.get(key)
  if (!samples) throw new Error(`Nothing was recorded of ${key}.`)
  return samples.map(({ value }) => value)
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)]
  const products = a.map((value, index) => (value - meanA) * ((b[index] ?? meanB) - meanB))
  const spread = (values: readonly number[], center: number) =>
    Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0))
  return products.reduce((sum, value) => sum + value, 0) / (spread(a, meanA) * spread(b, meanB))
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
