import type { Operations } from './answering.ts'
import {
  applyPolicy,
  diffPolicy,
  listPolicies,
  readPolicyHistory,
  readSensorPolicy,
} from './apply-policy.ts'
import { judgeAnomaly, takeBackVerdict } from './judge-anomaly.ts'
import { listLessons } from './list-lessons.ts'
import type { Ports } from './ports.ts'
import type { FollowedCells } from './read-series.ts'
import type { Registry } from './read-sites.ts'

type RuleOperations = Pick<
  Operations,
  | 'policies'
  | 'policyHistory'
  | 'policyDiff'
  | 'applyPolicy'
  | 'sensorPolicy'
  | 'lessons'
  | 'judgeAnomaly'
  | 'takeBackVerdict'
>

/** What people tell the detectors to do. */
export function createRuleOperations(
  ports: Ports,
  registry: Registry,
  followed: FollowedCells,
): RuleOperations {
  const judging = { ports, registry, followed }
  return {
    policies: () => listPolicies(ports),
    policyHistory: ({ parameters }) => readPolicyHistory(ports, parameters.scope),
    policyDiff: ({ parameters, query }) => diffPolicy(ports, parameters.scope, query),
    applyPolicy: ({ parameters, body }) => applyPolicy(ports, registry, parameters.scope, body),
    sensorPolicy: ({ parameters, query }) =>
      readSensorPolicy(ports, registry, parameters.sensor, query.at),
    lessons: ({ parameters }) => listLessons(ports, registry, followed, parameters.sensor),
    judgeAnomaly: ({ parameters, body }) => judgeAnomaly(judging, parameters.anomaly, body),
    takeBackVerdict: ({ parameters, body }) => takeBackVerdict(judging, parameters.anomaly, body),
  }
}
