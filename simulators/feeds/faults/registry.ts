import * as z from 'zod'
import { BurstFault, openBurst } from './burst.ts'
import { CalibrationFault, openCalibration } from './calibration.ts'
import { ClassVisitFault, openClassVisit } from './class-visit.ts'
import { ClockSkewFault, openClockSkew } from './clock-skew.ts'
import { ConsentWithdrawalFault, openConsentWithdrawal } from './consent-withdrawal.ts'
import { DriftFault, openDrift } from './drift.ts'
import { DropoutFault, openDropout } from './dropout.ts'
import { DuplicateDeliveryFault, openDuplicateDelivery } from './duplicate-delivery.ts'
import { EmotionalRunawayFault, openEmotionalRunaway } from './emotional-runaway.ts'
import type { OpenFault } from './fault.ts'
import { faultProblem } from './fault-problem.ts'
import { FlappingGatewayFault, openFlappingGateway } from './flapping-gateway.ts'
import { FragmentationFault, openFragmentation } from './fragmentation.ts'
import { HolidayFault, openHoliday } from './holiday.ts'
import { HubFailureFault, openHubFailure } from './hub-failure.ts'
import { HyperCurationFault, openHyperCuration } from './hyper-curation.ts'
import { LevelShiftFault, openLevelShift } from './level-shift.ts'
import { LostResilienceFault, openLostResilience } from './lost-resilience.ts'
import { MaintenanceFault, openMaintenance } from './maintenance.ts'
import { NoiseGrowthFault, openNoiseGrowth } from './noise-growth.ts'
import { OverExtractionFault, openOverExtraction } from './over-extraction.ts'
import type { Places } from './places.ts'
import { openReorderedDelivery, ReorderedDeliveryFault } from './reordered-delivery.ts'
import { openSensorMoved, SensorMovedFault } from './sensor-moved.ts'
import { openSpike, SpikeFault } from './spike.ts'
import { openStuck, StuckFault } from './stuck.ts'
import { openSymbiogenMalfunction, SymbiogenMalfunctionFault } from './symbiogen-malfunction.ts'
import { openTotalOutage, TotalOutageFault } from './total-outage.ts'
import { openUnitMixUp, UnitMixUpFault } from './unit-mix-up.ts'
import { openWeatherFront, WeatherFrontFault } from './weather-front.ts'

export const faultSchemas = [
  SpikeFault,
  BurstFault,
  LevelShiftFault,
  DriftFault,
  CalibrationFault,
  StuckFault,
  NoiseGrowthFault,
  UnitMixUpFault,
  DropoutFault,
  FlappingGatewayFault,
  ClockSkewFault,
  DuplicateDeliveryFault,
  ReorderedDeliveryFault,
  HubFailureFault,
  SymbiogenMalfunctionFault,
  OverExtractionFault,
  LostResilienceFault,
  EmotionalRunawayFault,
  FragmentationFault,
  HyperCurationFault,
  ConsentWithdrawalFault,
  TotalOutageFault,
  MaintenanceFault,
  WeatherFrontFault,
  HolidayFault,
  ClassVisitFault,
  SensorMovedFault,
] as const

/** A fault as plain data, whoever asks for it: a scenario, the demo or an engineer on screen. */
export const FaultSpec = z.discriminatedUnion('kind', faultSchemas)
export type FaultSpec = z.infer<typeof FaultSpec>
export type FaultKind = FaultSpec['kind']

type Opener<Spec> = (spec: Spec, places: Places) => OpenFault

const openers: {
  readonly [Kind in FaultKind]: Opener<Extract<FaultSpec, { readonly kind: Kind }>>
} = {
  spike: openSpike,
  burst: openBurst,
  'level-shift': openLevelShift,
  drift: openDrift,
  calibration: openCalibration,
  stuck: openStuck,
  'noise-growth': openNoiseGrowth,
  'unit-mix-up': openUnitMixUp,
  dropout: openDropout,
  'flapping-gateway': openFlappingGateway,
  'clock-skew': openClockSkew,
  'duplicate-delivery': openDuplicateDelivery,
  'reordered-delivery': openReorderedDelivery,
  'hub-failure': openHubFailure,
  'symbiogen-malfunction': openSymbiogenMalfunction,
  'over-extraction': openOverExtraction,
  'lost-resilience': openLostResilience,
  'emotional-runaway': openEmotionalRunaway,
  fragmentation: openFragmentation,
  'hyper-curation': openHyperCuration,
  'consent-withdrawal': openConsentWithdrawal,
  'total-outage': openTotalOutage,
  maintenance: openMaintenance,
  'weather-front': openWeatherFront,
  holiday: openHoliday,
  'class-visit': openClassVisit,
  'sensor-moved': openSensorMoved,
}

/** Brings a fault to life, or throws what is wrong with its place or time. */
export function openFault(spec: FaultSpec, places: Places): OpenFault {
  const problem = faultProblem(places, spec)
  if (problem) throw new Error(`Fault ${spec.kind}: ${problem.message}.`)
  if (spec.end <= spec.onset)
    throw new Error(`Fault ${spec.kind} ends at ${spec.end}, not after its onset ${spec.onset}.`)
  // The record has an opener of the very kind; the compiler does not follow a kind through a lookup.
  const open = openers[spec.kind] as Opener<FaultSpec>
  return open(spec, places)
}
