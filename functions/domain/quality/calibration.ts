import * as z from 'zod'
import { quantise } from '#domain/codec/quantise.ts'

const Moment = z.iso.datetime({ offset: true })

/** value = gain × what was sent + offset. Without `until` it holds until the next one begins. */
export const CalibrationEntry = z.strictObject({
  version: z.number().int().min(1).max(1_000_000),
  from: Moment,
  until: Moment.optional(),
  gain: z.number().refine((gain) => gain !== 0, {
    message: 'gain 0 would make every reading the same; 1 leaves it as it is',
  }),
  offset: z.number(),
})
export type CalibrationEntry = z.infer<typeof CalibrationEntry>

export interface Calibration {
  readonly version: number
  /** Epoch milliseconds; `until` is the first that is not meant. */
  readonly from: number
  readonly until: number
  readonly gain: number
  readonly offset: number
}

/** A value as it is judged and kept; `raw` is what was sent, where that is another. */
export interface Corrected {
  readonly at: number
  readonly value: number
  readonly raw?: number
  readonly calibration?: number
}

interface Calibrated {
  readonly calibrations: readonly Calibration[]
  readonly resolution: number
}

export function correct(
  sent: { readonly at: number; readonly value: number },
  { calibrations, resolution }: Calibrated,
): Corrected {
  if (calibrations.length === 0) return sent
  const { at, value } = sent
  const valid = calibrations.find(({ from, until }) => at >= from && at < until)
  if (!valid) return { at, value }
  const corrected = finite(quantise(value * valid.gain + valid.offset, resolution))
  const calibration = valid.version
  return corrected === value
    ? { at, value, calibration }
    : { at, value: corrected, raw: value, calibration }
}

/** An absurd value is beyond every limit, and infinity could not be stored. */
function finite(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))
}

export function resolveCalibrations(entries: readonly CalibrationEntry[]): Calibration[] {
  const sorted = entries
    .map(({ from, until, ...rest }) => ({
      ...rest,
      from: Date.parse(from),
      until: until === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(until),
      isOpen: until === undefined,
    }))
    .sort((a, b) => a.from - b.from)
  return sorted.map(({ isOpen, ...calibration }, index) => {
    const next = sorted[index + 1]?.from
    return isOpen && next !== undefined ? { ...calibration, until: next } : calibration
  })
}

export function calibrationProblems(entries: readonly CalibrationEntry[]): string[] {
  const resolved = resolveCalibrations(entries)
  return resolved.flatMap(({ version, from, until }, index) => {
    const others = resolved.slice(index + 1)
    const overlapping = others.find((other) => other.from < until || other.from === from)
    return [
      ...(until > from || others.some((other) => other.from === from)
        ? []
        : [`calibration ${version} ends before it begins; until must be after from`]),
      ...(overlapping
        ? [
            `calibrations ${version} and ${overlapping.version} hold at the same time; let one end before the other begins`,
          ]
        : []),
      ...(others.some((other) => other.version === version)
        ? [`calibration ${version} stands twice; count the versions up`]
        : []),
    ]
  })
}
