export const ranges = ['1h', '6h', '24h', '7d', '14d'] as const
export type Range = (typeof ranges)[number]

const hour = 3_600_000

export const rangeMilliseconds: Record<Range, number> = {
  '1h': hour,
  '6h': 6 * hour,
  '24h': 24 * hour,
  '7d': 7 * 24 * hour,
  '14d': 14 * 24 * hour,
}

export const rangeWords: Record<Range, string> = {
  '1h': '1 h',
  '6h': '6 h',
  '24h': '24 h',
  '7d': '7 d',
  '14d': '14 d',
}

export interface Window {
  readonly from: number
  readonly to: number
}

/** Moves in steps of a twentieth, so that the frame around a live line is drawn twenty times a range. */
export function liveWindow(span: number, now: number): Window {
  const step = span / 20
  const to = Math.ceil(now / step) * step
  return { from: to - span, to }
}

/** Ends where the viewer chose; else now, or at the newest reading where that is out of sight of now. */
export function sensorWindow(
  span: number,
  now: number,
  newestAt: number | null,
  chosenEnd: number | null,
): Window {
  if (chosenEnd !== null) return { from: Math.max(0, chosenEnd - span), to: chosenEnd }
  if (newestAt !== null && newestAt < now - span) return { from: newestAt - span, to: newestAt }
  return liveWindow(span, now)
}

/** Half a range earlier or later; null once the newest is reached again. */
export function shiftedEnd(shown: Window, direction: -1 | 1, newestEnd: number): number | null {
  const end = Math.round(shown.to + (direction * (shown.to - shown.from)) / 2)
  return end >= newestEnd ? null : Math.max(1, end)
}

/** An incident with what came before it; it ends where the incident did, or moves on with it. */
export function incidentWindow(
  firstOnset: number,
  endedAt: number | undefined,
  now: number,
): Window {
  const lead = 20 * 60_000
  if (endedAt !== undefined)
    return { from: firstOnset - lead, to: Math.max(endedAt, firstOnset) + lead / 2 }
  const span = Math.max(now - firstOnset, lead) + lead
  const step = span / 20
  return { from: firstOnset - lead, to: Math.ceil(now / step) * step }
}
