import { offsetMinutes } from '#dashboard/time/format-time.ts'
import type { Window } from './chart-window.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const timeSteps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7].map((count) => count * day),
]

/** A label that close to an end would be cut off. */
const edge = 0.015

export interface TimeTicks {
  readonly step: number
  readonly at: readonly number[]
}

/** Whole hours and midnights of the viewer's zone, about one each hundred pixels. */
export function timeTicks(window: Window, wanted: number, zone: string): TimeTicks {
  const span = window.to - window.from
  const margin = span * edge
  const step = timeSteps.find((candidate) => span / candidate <= wanted) ?? 7 * day
  const ahead = offsetMinutes(window.from, zone) * minute
  const at: number[] = []
  const first = Math.ceil((window.from + margin + ahead) / step) * step - ahead
  for (let tick = first; tick <= window.to - margin; tick += step) at.push(tick)
  return { step, at }
}

export function isWholeDays({ step }: TimeTicks): boolean {
  return step >= day
}

export interface ValueScale {
  readonly low: number
  readonly high: number
  readonly ticks: readonly number[]
}

/** Round numbers around what is drawn; a flat line gets room on both sides. */
export function valueScale(low: number, high: number, wanted = 5): ValueScale {
  const padding = Math.max((high - low) * 0.08, Math.abs(high) * 1e-3, 1e-6)
  const step = niceStep((high - low + 2 * padding) / wanted)
  const start = Math.floor((low - padding) / step)
  const end = Math.ceil((high + padding) / step)
  const ticks = Array.from({ length: end - start + 1 }, (_, index) => round((start + index) * step))
  return { low: round(start * step), high: round(end * step), ticks }
}

function niceStep(rough: number): number {
  const unit = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * unit >= rough) ?? 10
  return factor * unit
}

function round(value: number): number {
  return Number(value.toPrecision(12))
}
