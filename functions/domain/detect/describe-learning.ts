import { hoursOfDay } from './daily-profile.ts'

export interface Learning {
  /** 0 to 1. */
  readonly learned: number
  /** Hours of the day that are known; null before the sensor's tails are. */
  readonly hoursKnown: number | null
}

/** How far a detector has come with a sensor, and what it cannot know yet; null once it knows what a day brings. */
export function describeLearning({ learned, hoursKnown }: Learning): string | null {
  const unknown = notYetKnown(hoursKnown)
  if (unknown === null && learned >= 1) return null
  // An hour that never has readings is never known, and yet all that there is was learnt.
  if (learned >= 1 && unknown !== null) return `learned: 100 %, ${unknown}`
  return [`learning: ${Math.min(99, percentOf(learned))} %`, unknown]
    .filter((part) => part !== null)
    .join(', ')
}

function notYetKnown(hoursKnown: number | null): string | null {
  if (hoursKnown === null) return 'what is rare here and its daily cycle not yet known'
  if (hoursKnown === 0) return 'daily cycle not yet known'
  return hoursKnown < hoursOfDay ? `${hoursKnown} of ${hoursOfDay} hours of its day known` : null
}

/** 0.29 × 100 is 28.999…. */
function percentOf(share: number): number {
  return Math.floor(Math.round(share * 10_000) / 100)
}
