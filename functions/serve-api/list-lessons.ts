import type { LessonPage, ToldVerdict } from '#domain/api/verdicts.ts'
import { describeVerdict } from '#domain/lessons/describe-verdict.ts'
import { heldVerdicts, lessonMilliseconds, type Verdict } from '#domain/lessons/verdict.ts'
import type { Sensor } from '#domain/sensor.ts'
import { readSensorAnomalies } from '#store/anomalies.ts'
import { readSensorVerdicts, readVerdict } from '#store/verdicts.ts'
import type { Ports } from './ports.ts'
import { type FollowedCells, findSensor, followCell } from './read-series.ts'
import type { Registry } from './read-sites.ts'

/** Whether its detector heeds it: learnt, standing, among the newest, and not over by the sensor's own time. */
export function tellVerdict(
  verdict: Verdict,
  sensor: Pick<Sensor, 'resolution' | 'unit'>,
  all: readonly Verdict[],
  newestAt: number | null,
): ToldVerdict {
  const { state, like } = verdict
  const isHeld = heldVerdicts(all).some((one) => one.anomaly === verdict.anomaly)
  const isHeeded =
    isHeld && state.status === 'standing' && like !== null && like.until > (newestAt ?? 0)
  return { verdict, words: describeVerdict(verdict, sensor), isHeeded }
}

/** Newest first, with what each has let pass. */
export async function listLessons(
  { store, now }: Ports,
  registry: Registry,
  followed: FollowedCells,
  key: string,
): Promise<LessonPage> {
  const { sensor, cell } = await findSensor(registry, key)
  const { state } = await followCell(store, followed, cell)
  const newestAt = state.sensors[sensor.sensor]?.latest?.at ?? null
  const verdicts = await readSensorVerdicts(store, key)
  const since = Math.min(now(), ...verdicts.flatMap(({ like }) => like?.from ?? []))
  const until = now() + lessonMilliseconds
  const anomalies = verdicts.length === 0 ? [] : await readSensorAnomalies(store, key, since, until)
  const byLesson = Map.groupBy(anomalies, ({ expectedBy }) => expectedBy?.lesson)
  const items = verdicts.map((verdict) => {
    const passed = byLesson.get(verdict.anomaly) ?? []
    return {
      ...tellVerdict(verdict, sensor, verdicts, newestAt),
      passed: passed.length,
      lastPassedAt: passed.at(-1)?.onset ?? null,
    }
  })
  return { items: items.sort((a, b) => b.verdict.at - a.verdict.at) }
}

/** What was said of an incident's anomalies, where anything was. */
export async function readToldVerdicts(
  { store }: Ports,
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
      return tellVerdict(verdict, sensor, [verdict], null)
    }),
  )
}
