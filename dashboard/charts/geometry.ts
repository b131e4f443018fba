import type { Window } from './chart-window.ts'
import type { ValueScale } from './ticks.ts'

/** The frame's margins, known to recharts and to the canvas alike. */
export const frameMargins = { left: 52, right: 12, top: 10, bottom: 26 }

export interface Plot {
  readonly width: number
  readonly height: number
  readonly x: (at: number) => number
  readonly y: (value: number) => number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export function plotOf(width: number, height: number, window: Window, scale: ValueScale): Plot {
  const left = frameMargins.left
  const right = width - frameMargins.right
  const top = frameMargins.top
  const bottom = height - frameMargins.bottom
  const perMillisecond = (right - left) / (window.to - window.from)
  const perUnit = (bottom - top) / (scale.high - scale.low)
  return {
    ...{ width, height, left, right, top, bottom },
    x: (at) => left + (at - window.from) * perMillisecond,
    y: (value) => bottom - (value - scale.low) * perUnit,
  }
}
