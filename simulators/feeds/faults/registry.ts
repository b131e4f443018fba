import * as z from 'zod'
import { assertNever } from '#domain/assert-never.ts'
import { DriftFault, openDrift } from './drift.ts'
import { DropoutFault, openDropout } from './dropout.ts'
import { EmotionalRunawayFault, openEmotionalRunaway } from './emotional-runaway.ts'
import type { OpenFault } from './fault.ts'
import { faultProblem } from './fault-problem.ts'
import { HubFailureFault, openHubFailure } from './hub-failure.ts'
import { LevelShiftFault, openLevelShift } from './level-shift.ts'
import type { Places } from './places.ts'
import { openSpike, SpikeFault } from './spike.ts'
import { openStuck, StuckFault } from './stuck.ts'

/** A fault as plain data, whoever asks for it: a scenario, the demo or an engineer on screen. */
export const FaultSpec = z.discriminatedUnion('kind', [
  SpikeFault,
  LevelShiftFault,
  DriftFault,
  StuckFault,
  DropoutFault,
  HubFailureFault,
  EmotionalRunawayFault,
])
export type FaultSpec = z.infer<typeof FaultSpec>

/** Brings a fault to life, or throws what is wrong with its place or time. */
export function openFault(spec: FaultSpec, places: Places): OpenFault {
  const problem = faultProblem(places, spec)
  if (problem) throw new Error(`Fault ${spec.kind}: ${problem.message}.`)
  if (spec.end <= spec.onset)
    throw new Error(`Fault ${spec.kind} ends at ${spec.end}, not after its onset ${spec.onset}.`)
  return openByKind(spec, places)
}

function openByKind(spec: FaultSpec, places: Places): OpenFault {
  switch (spec.kind) {
    case 'spike':
      return openSpike(spec)
    case 'level-shift':
      return openLevelShift(spec)
    case 'drift':
      return openDrift(spec)
    case 'stuck':
      return openStuck(spec)
    case 'dropout':
      return openDropout(spec, places)
    case 'hub-failure':
      return openHubFailure(spec, places)
    case 'emotional-runaway':
      return openEmotionalRunaway(spec, places)
    default:
      return assertNever(spec)
  }
}
