import type { TakeBackWish, VerdictResult, VerdictWish } from '#domain/api/verdicts.ts'
import { takesEffectMilliseconds } from '#domain/instructions.ts'
import { contradicts } from '#domain/lessons/lesson.ts'
import {
  lessonMilliseconds,
  lessonOf,
  likeOf,
  takeBack,
  type Verdict,
} from '#domain/lessons/verdict.ts'
import { formatDuration } from '#domain/words.ts'
import { readSensorAnomalies } from '#store/anomalies.ts'
import { appendAudit } from '#store/audit.ts'
import type { OpsStore } from '#store/store.ts'
import { readSensorVerdicts, readVerdict, saveVerdict } from '#store/verdicts.ts'
import { type FoundAnomaly, findAnomaly } from './find-anomaly.ts'
import { tellVerdict } from './list-lessons.ts'
import type { Ports } from './ports.ts'
import { notFound, RequestProblem } from './problems.ts'
import type { FollowedCells } from './read-series.ts'
import type { Registry } from './read-sites.ts'

export interface Judging {
  readonly ports: Ports
  readonly registry: Registry
  readonly followed: FollowedCells
}

/** What it teaches holds from the next readings on; what contradicts it is taken back with it. */
export async function judgeAnomaly(
  { ports, registry, followed }: Judging,
  id: string,
  wish: VerdictWish,
): Promise<VerdictResult> {
  const found = await findAnomaly(ports, registry, followed, id)
  const before = await readVerdict(ports.store, found.sensor.key, id)
  const now = ports.now()
  const late = before && tooLate(before, wish.version, now)
  if (before && late) return told(false, late, before, found)
  const verdict = await makeVerdict(ports, found, before, wish, now)
  const { store } = ports
  const others = (await readSensorVerdicts(store, found.sensor.key)).filter(
    (other) => other.anomaly !== id,
  )
  const opposed = others.filter((other) => isOpposed(other, verdict))
  for (const other of opposed) await unteach(store, other, wish.by, now, effectAt(found, now))
  await save(store, verdict, 'verdict-given', wish.comment ?? '')
  const learnt = verdict.like
    ? ''
    : `; ${verdict.detector} learns nothing from it: set a policy for what it tells`
  const undone = opposed.length > 0 ? `; ${opposed.length} that said otherwise taken back` : ''
  return told(true, `called ${wish.verdict} by ${wish.by}${undone}${learnt}`, verdict, found)
}

export async function takeBackVerdict(
  { ports, registry, followed }: Judging,
  id: string,
  wish: TakeBackWish,
): Promise<VerdictResult> {
  const found = await findAnomaly(ports, registry, followed, id)
  const before = await readVerdict(ports.store, found.sensor.key, id)
  if (!before)
    throw notFound('verdict on anomaly', id, 'POST /api/v1/anomalies/{anomaly}/verdict gives one')
  const now = ports.now()
  const isOver = before.state.status === 'taken-back'
  const late = isOver ? said(before, now) : tooLate(before, wish.version, now)
  if (late) return told(false, late, before, found)
  const after = takeBack(before, wish.by, now, effectAt(found, now))
  await save(ports.store, after, 'verdict-taken-back', wish.comment ?? '')
  return told(true, `taken back by ${wish.by}`, after, found)
}

async function makeVerdict(
  { store }: Ports,
  found: FoundAnomaly,
  before: Verdict | undefined,
  { verdict, by, comment = '' }: VerdictWish,
  now: number,
): Promise<Verdict> {
  const { anomaly, sensor, clock } = found
  const from = Math.max(0, anomaly.onset - lessonMilliseconds)
  const others = await readSensorAnomalies(store, sensor.key, from, anomaly.onset)
  const like = likeOf({ verdict, anomaly, others, sensor, clock, from: effectAt(found, now) })
  return {
    schemaVersion: 1,
    anomaly: anomaly.id,
    sensor: sensor.key,
    detector: anomaly.detector,
    version: (before?.version ?? 0) + 1,
    verdict,
    by,
    comment,
    at: now,
    like,
    state: { status: 'standing' },
  }
}

/** From the sensor's next readings on, in its own time: a recording of last year learns, too. */
function effectAt({ newestAt }: FoundAnomaly, now: number): number {
  return Math.min(now, newestAt ?? now) + takesEffectMilliseconds
}

/** A verdict somebody gave since this person looked. */
function tooLate(before: Verdict, version: number | undefined, now: number): string | undefined {
  return version === undefined || version === before.version ? undefined : said(before, now)
}

function said({ state, verdict, by, at }: Verdict, now: number): string {
  return state.status === 'taken-back'
    ? `already taken back by ${state.by}, ${formatDuration(now - state.at)} ago`
    : `already called ${verdict} by ${by}, ${formatDuration(now - at)} ago`
}

function isOpposed(other: Verdict, verdict: Verdict): boolean {
  const [a, b] = [lessonOf(other), lessonOf(verdict)]
  return (
    other.state.status === 'standing' && a !== undefined && b !== undefined && contradicts(a, b)
  )
}

async function unteach(
  store: OpsStore,
  other: Verdict,
  by: string,
  now: number,
  until: number,
): Promise<void> {
  await save(store, takeBack(other, by, now, until), 'verdict-taken-back', 'said otherwise since')
}

async function save(
  store: OpsStore,
  verdict: Verdict,
  action: string,
  comment: string,
): Promise<void> {
  const { anomaly: subject, version, state } = verdict
  if (!(await saveVerdict(store, verdict)))
    throw new RequestProblem(
      503,
      'Busy',
      `The verdict on ${subject} changed while this was tried; try again.`,
    )
  const { by, at } = state.status === 'taken-back' ? state : verdict
  await appendAudit(store, { schemaVersion: 1, at, by, action, subject, version, comment })
}

function told(
  applied: boolean,
  message: string,
  verdict: Verdict,
  { sensor, newestAt }: FoundAnomaly,
): VerdictResult {
  return { applied, message, told: tellVerdict(verdict, sensor, [verdict], newestAt) }
}
