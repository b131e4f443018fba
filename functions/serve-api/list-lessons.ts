import type { LessonPage, ToldVerdict } from '#domain/api/verdicts.ts'
import { describeVerdict } from '#domain/lessons/describe-verdict.ts'
import { heldVerdicts, lessonMilliseconds, type Verdict } from '#domain/lessons/verdict.ts'
import type { Sensor } from '#domain/sensor.ts'
import { readSensorAnomalies } from '#store/anomalies.ts'
import { readSensorVerdicts, readVerdict } from '#store/verdicts.ts'
import type { Ports } from './ports.ts'
import { findSensor } from './read-series.ts'
import type { Registry } from './read-sites.ts'

/** Whether its detector heeds it: learnt, standing, among the newest, and its time not over. */
export function tellVerdict(
  verdict: Verdict,
  sensor: Pick<Sensor, 'resolution' | 'unit'>,
  all: readonly Verdict[],
  now: number,
): ToldVerdict {
  const { state, like } = verdict
  const isHeld = heldVerdicts(all).some((one) => one.anomaly === verdict.anomaly)
  const isHeeded = isHeld && state.status === 'standing' && like !== null && like.until > now
  return { verdict, words: describeVerdict(verdict, sensor), isHeeded }
}

/** Newest first, with what each has let pass. */
export async function listLessons(
  { store, now }: Ports,
  registry: Registry,
  key: string,
): Promise<LessonPage> {
  const { sensor } = await findSensor(registry, key)
  const verdicts = await readSensorVerdicts(store, key)
  const since = Math.min(now(), ...verdicts.flatMap(({ like }) => like?.from ?? []))
  const until = now() + lessonMilliseconds
  const anomalies = verdicts.length === 0 ? [] : await readSensorAnomalies(store, key, since, until)
  const byLesson = Map.groupBy(anomalies, ({ expectedBy }) => expectedBy?.lesson)
  const items = verdicts.map((verdict) => {
    const passed = byLesson.get(verdict.anomaly) ?? []
    return {
      ...tellVerdict(verdict, sensor, verdicts, now()),
      passed: passed.length,
      lastPassedAt: passed.at(-1)?.onset ?? null,
    }
  })
  return { items: items.sort((a, b) => b.verdict.at - a.verdict.at) }
}

/** What was said of an incident's anomalies, where anything was. */
export async function readToldVerdicts(
  { store, now }: Ports,
  registry: Registry,
  anomalies: ReadonlyArray<{ readonly id: string; readonly sensor: string }>,
): Promise<ToldVerdict[]> {
  const found = await Promise.all(
    anomalies.map(async ({ id, sensor }) => readVerdict(store, sensor, id)),
  )
  const verdicts = found.filter((verdict) => verdict !== undefined)
  return Promise.all(
    verdicts.map(async (verdict) => {
      const { sensor } = await findSensor(registry, verdict.sensor)
      return tellVerdict(verdict, sensor, [verdict], now())
    }),
  )
}
