import { formatValue } from '#domain/words.ts'
import type { Row } from './choose-rows.ts'
import { escapeText } from './escape-text.ts'
import type { Course } from './gather.ts'

export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Room above the greatest and below the least value. */
const margin = 0.08

export function drawField({ left, top, width, height }: Frame): string {
  return `<rect class="field" x="${left}" y="${top}" width="${width}" height="${height}"/>`
}

/** One sensor: its name, its scale in two figures, and its course as a band from least to greatest. */
export function drawRow({ sensor, cellName }: Row, course: Course, frame: Frame): string {
  const { left, top, height } = frame
  const scale = scaleOf(course, sensor.resolution)
  const y = (value: number) =>
    top + height - ((value - scale.low) / (scale.high - scale.low)) * height
  const unit = sensor.unit && sensor.unit !== sensor.label ? `, ${sensor.unit}` : ''
  const name = escapeText(`${cellName} · ${sensor.name}${unit}`)
  const figures = [scale.least, scale.most].map((value) => {
    const text = escapeText(formatValue(value, sensor.resolution, ''))
    return `<text class="figure" x="${left - 8}" y="${round(y(value) + 4)}" text-anchor="end">${text}</text>`
  })
  return [
    `<text class="name" x="${left}" y="${top - 8}">${name}</text>`,
    ...(Number.isFinite(scale.least) ? figures.slice(scale.least === scale.most ? 1 : 0) : []),
    ...runsOf(course).map((run) => drawRun(run, course, frame, y)),
  ].join('\n')
}

function scaleOf({ least, most }: Course, resolution: number) {
  const low = least.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const high = most.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  if (!Number.isFinite(low)) return { least: low, most: high, low: 0, high: 1 }
  const room = Math.max(high - low, 10 * resolution) * margin
  return { least: low, most: high, low: low - room, high: high + room }
}

type Run = readonly [first: number, last: number]

/** Slices without a reading part the course; sparse sensors leave single ones empty all the time. */
function runsOf({ most }: Course): Run[] {
  const read = [...most.keys()].filter((slice) => most[slice] !== Number.NEGATIVE_INFINITY)
  const usual = usualStep(read)
  const runs: [number, number][] = []
  for (const slice of read) {
    const last = runs.at(-1)
    if (last && slice - last[1] <= 2 * usual) last[1] = slice
    else runs.push([slice, slice])
  }
  return runs
}

function usualStep(read: readonly number[]): number {
  const steps = read.slice(1).map((slice, index) => slice - (read[index] ?? slice))
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 1
}

function drawRun([first, last]: Run, course: Course, frame: Frame, y: (value: number) => number) {
  const x = (slice: number) =>
    round(frame.left + ((slice + 0.5) / course.most.length) * frame.width)
  const slices = Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
    (slice) => course.most[slice] !== Number.NEGATIVE_INFINITY,
  )
  const along = (side: Float64Array, order: readonly number[]) =>
    order.map((slice) => `${x(slice)} ${round(y(side[slice] ?? 0))}`).join('L')
  if (slices.length === 1) return `<path class="course" d="M${along(course.most, slices)}h1"/>`
  return `<path class="course" d="M${along(course.most, slices)}L${along(course.least, slices.toReversed())}Z"/>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
