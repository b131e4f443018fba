import type { Span } from './gather.ts'

export interface TimeTick {
  readonly at: number
  readonly text: string
}

const hour = 3_600_000
const steps = [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 720].map((hours) => hours * hour)
const mostTicks = 13

/** Round hours in UTC; where days change, the day is named. */
export function timeTicks({ from, to }: Span): TimeTick[] {
  const step = steps.find((length) => (to - from) / length <= mostTicks) ?? 8_760 * hour
  const first = Math.ceil(from / step) * step
  const count = Math.floor((to - first) / step) + 1
  return Array.from({ length: count }, (_, index) => first + index * step).map((at) => ({
    at,
    text: textOf(at),
  }))
}

function textOf(at: number): string {
  const iso = new Date(at).toISOString()
  return at % (24 * hour) === 0 ? iso.slice(5, 10) : iso.slice(11, 16)
}
