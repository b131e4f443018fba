import * as z from 'zod'
import { loopGain } from '#simulators/feeds/ecocell/model.ts'
import { smoothStep } from '#simulators/feeds/noise/exact-math.ts'
import { FaultPlace, type OpenFault } from './fault.ts'
import { findCell, type Places } from './places.ts'

/** Controller and occupants answer one another ever more strongly: swings grow on both sides. */
export const EmotionalRunawayFault = FaultPlace.extend({
  kind: z.literal('emotional-runaway'),
  /** How many times as strongly each answers the other at the worst. */
  gain: z.number().min(1).max(20).default(13),
  /** How long the gain takes to build up. */
  buildUpSeconds: z.number().min(60).max(86_400).default(10_800),
})
export type EmotionalRunawayFault = z.infer<typeof EmotionalRunawayFault>

/** Air, walls and tempers take half a day to calm down. */
const settlingMilliseconds = 12 * 3_600_000

/** Light and CO2 have no part in the loop, nor has the counter's reference. */
const inTheLoop = new Set([
  'air-temperature',
  'humidity',
  'spore-density',
  'temperature-setpoint',
  'conditioning-power',
  'mood-valence',
  'mood-arousal',
])

export function openEmotionalRunaway(spec: EmotionalRunawayFault, places: Places): OpenFault {
  const { kind, site, cell, onset, end, gain } = spec
  const sensors = findCell(places, site, cell)?.sensors ?? []
  const builtUp = onset + 1_000 * spec.buildUpSeconds
  const factor = (at: number) =>
    at >= end ? 1 : 1 + (gain - 1) * smoothStep(at, onset, Math.max(builtUp, onset + 1))
  return {
    label: {
      kind,
      site,
      sensors: sensors.filter(({ metric }) => inTheLoop.has(metric)).map(({ key }) => key),
      onset,
      end,
      settledBy: end + settlingMilliseconds,
      rootCell: cell,
      expectedCells: [cell],
    },
    disturbances: [{ name: loopGain, cell, factor }],
  }
}
