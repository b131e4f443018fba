import type { MetricResponse } from '#domain/incidents/response.ts'
import type { MetricDefinition } from '#domain/metric.ts'

/** One kind of system: what its cells measure. A process model in simulators/feeds brings it to life. */
export interface Feed {
  readonly feed: string
  readonly name: string
  readonly about: string
  readonly metrics: Readonly<Record<string, MetricDefinition>>
  /** Metrics a cell of this feed has when its site file lists no sensors. */
  readonly standardSensors: readonly string[]
  /** What to do about each metric, where the site says nothing else. */
  readonly responses: Readonly<Record<string, MetricResponse>>
}
