import type { Site } from '#domain/site.ts'
import { demoFaults } from '#simulators/feeds/demo-faults.ts'
import type { FaultSpec } from '#simulators/feeds/faults/registry.ts'
import { type FaultSchedule, scheduleOf } from '#simulators/feeds/faults/schedule.ts'
import type { GenerateOptions } from '#simulators/feeds/generate-frames.ts'
import { millisecondsOf } from './duration.ts'
import type { Scenario, ScenarioFault } from './scenario.ts'

/** What a generator needs to play a scenario. */
export function optionsFor(
  scenario: Scenario,
  sites: readonly Site[],
  seed: number,
  hours: number = scenario.hours,
): GenerateOptions {
  const from = Date.parse(scenario.startAt)
  const { everySeconds, frameEverySeconds } = scenario.sampling
  return {
    sites,
    seed,
    from,
    to: from + Math.round(hours * 3_600_000),
    boot: `${scenario.name}-${seed}`,
    faults: scheduleFor(scenario, from),
    frameEverySeconds,
    ...(everySeconds === undefined ? {} : { sampleEverySeconds: everySeconds }),
  }
}

function scheduleFor({ faults }: Scenario, startAt: number): FaultSchedule {
  return faults === 'demo'
    ? demoFaults(startAt)
    : scheduleOf(faults.map((fault) => specOf(fault, startAt)))
}

export function specOf(fault: ScenarioFault, startAt: number): FaultSpec {
  const { at, for: lasts, ...place } = fault
  const onset = startAt + millisecondsOf(at)
  return { ...place, onset, end: onset + millisecondsOf(lasts) }
}
