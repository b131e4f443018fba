import type { Instructions } from '#domain/instructions.ts'
import type { Lesson } from '#domain/lessons/lesson.ts'
import type { Policy, PolicySettings } from '#domain/policies/policy.ts'
import type { Sensor } from '#domain/sensor.ts'

export function policy(
  scope: string,
  settings: PolicySettings,
  change: Partial<Policy> = {},
): Policy {
  return {
    schemaVersion: 1,
    scope,
    version: 1,
    settings,
    by: 'Ada',
    reason: 'a test',
    at: 0,
    from: 0,
    ...change,
  }
}

/** A sensor for which one policy has always said this. */
export function ruled(sensor: Sensor, settings: PolicySettings): Sensor {
  return { ...sensor, instructions: always(settings) }
}

export function always(settings: PolicySettings, lessons: readonly Lesson[] = []): Instructions {
  return { policies: [{ from: 0, settings, sources: ['site:garden@1'] }], lessons }
}
