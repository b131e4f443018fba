import type { LessonPage, VerdictResult, VerdictWish } from '#domain/api/verdicts.ts'
import { describeVerdict } from '#domain/lessons/describe-verdict.ts'
import { likeOf, takeBack, type Verdict } from '#domain/lessons/verdict.ts'
import type { World } from './dashboard-world.ts'

interface Asked {
  readonly parameters: Readonly<Record<string, string>>
  readonly body: unknown
  readonly now: number
}

const sensor = { resolution: 0.01, min: -1e6, max: 1e6 }

/** As serve-api answers it, out of the made-up world. */
export function giveVerdict(
  world: World,
  { parameters, body, now }: Asked,
): VerdictResult | undefined {
  const id = parameters['anomaly'] ?? ''
  const anomaly = anomalyOf(world, id)
  if (!anomaly) return undefined
  const { by, verdict, comment = '' } = body as VerdictWish
  const like = likeOf({ verdict, anomaly, others: [], sensor, clock: now, from: now })
  const given: Verdict = {
    ...{ schemaVersion: 1, anomaly: id, sensor: anomaly.sensor, detector: anomaly.detector },
    version: (world.verdicts.get(id)?.verdict.version ?? 0) + 1,
    ...{ verdict, by, comment, at: now, like, state: { status: 'standing' } },
  }
  return keep(world, given, anomaly.unit, `called ${verdict} by ${by}`)
}

export function takeBackVerdict(
  world: World,
  { parameters, body, now }: Asked,
): VerdictResult | undefined {
  const id = parameters['anomaly'] ?? ''
  const before = world.verdicts.get(id)
  const unit = anomalyOf(world, id)?.unit
  if (!before || unit === undefined) return undefined
  const { by } = body as VerdictWish
  return keep(world, takeBack(before.verdict, by, now, now), unit, `taken back by ${by}`)
}

export function lessonsOf(world: World, sensor: string): LessonPage {
  const own = [...world.verdicts.values()].filter(({ verdict }) => verdict.sensor === sensor)
  return { items: own.map((told) => ({ ...told, passed: 2, lastPassedAt: world.start })) }
}

function anomalyOf(world: World, id: string) {
  return [...world.incidents.values()]
    .flatMap(({ incident }) => incident.anomalies)
    .find((anomaly) => anomaly.id === id)
}

function keep(world: World, verdict: Verdict, unit: string, message: string): VerdictResult {
  const words = describeVerdict(verdict, { resolution: 0.01, unit })
  const isHeeded = verdict.state.status === 'standing' && verdict.like !== null
  const told = { verdict, words, isHeeded }
  world.verdicts.set(verdict.anomaly, told)
  return { applied: true, message, told }
}
