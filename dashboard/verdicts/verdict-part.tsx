'use client'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import type { Anomaly } from '#domain/anomaly.ts'
import type { ToldVerdict } from '#domain/api/verdicts.ts'
import { askedVerdict, type VerdictAction } from './asking.ts'
import { standing } from './verdict-words.ts'

interface VerdictPartProps {
  readonly anomaly: Anomaly
  /** What it is about: the sensor and its place. */
  readonly about: string
  readonly told: ToldVerdict | undefined
}

/** What people say of an anomaly: the question while nobody has, then who said what. */
export function VerdictPart({ anomaly, about, told }: VerdictPartProps) {
  const mayAct = useMayAct()
  const stands = standing(told)
  if (anomaly.expectedBy && !told)
    return (
      <p className="mt-2 text-muted">
        Expected, as {anomaly.expectedBy.by} taught: kept, and in no incident.
      </p>
    )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form of its own here
    <div role="group" aria-label={`Verdict on ${about}`} className="mt-2.5">
      {told && <p className="text-muted">{told.words}</p>}
      {stands?.verdict.comment && <p className="text-muted">“{stands.verdict.comment}”</p>}
      {mayAct && <VerdictButtons anomaly={anomaly} about={about} told={told} />}
    </div>
  )
}

function VerdictButtons({ anomaly, about, told }: VerdictPartProps) {
  const ask = (action: VerdictAction) =>
    askedVerdict.set({
      ...{ action, about, anomaly: anomaly.id, sensor: anomaly.sensor },
      version: told?.verdict.version ?? 0,
    })
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-2">
      {standing(told) ? (
        <button type="button" className="control" onClick={() => ask('take-back')}>
          Take back
        </button>
      ) : (
        <>
          <span className="text-muted">What was it?</span>
          <button type="button" className="control" onClick={() => ask('expected')}>
            Expected
          </button>
          <button type="button" className="control" onClick={() => ask('real')}>
            Real
          </button>
        </>
      )}
    </div>
  )
}
