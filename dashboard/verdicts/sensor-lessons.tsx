'use client'
import { useMayAct } from '#dashboard/live/use-may-act.ts'
import { Failed, Loading } from '#dashboard/shell/states.tsx'
import { formatMoment } from '#dashboard/time/format-time.ts'
import { Instant } from '#dashboard/time/time.tsx'
import type { SensorSummary } from '#domain/api/sites.ts'
import type { LessonPage } from '#domain/api/verdicts.ts'
import { askedVerdict } from './asking.ts'
import { useLessons } from './use-lessons.ts'
import { passedWords, standing } from './verdict-words.ts'

/** What this sensor's detectors learnt from people, each to be taken back. */
export function SensorLessons({ sensor }: { sensor: SensorSummary }) {
  const { data, error, refetch } = useLessons(sensor.key)
  return (
    <section aria-labelledby="lessons" className="panel">
      <h2 id="lessons" className="border-line border-b px-4 py-2 font-semibold">
        What people taught it
      </h2>
      {!data &&
        (error ? (
          <Failed what="Lessons" failure={error} onRetry={refetch} />
        ) : (
          <Loading what="lessons" />
        ))}
      {data?.items.length === 0 && (
        <p className="px-4 py-3 text-muted">
          Nothing yet. Call one of its anomalies expected or real, and its detector heeds that.
        </p>
      )}
      <ul>
        {data?.items.map((lesson) => (
          <Lesson key={lesson.verdict.anomaly} lesson={lesson} sensor={sensor} />
        ))}
      </ul>
    </section>
  )
}

interface LessonProps {
  readonly lesson: LessonPage['items'][number]
  readonly sensor: SensorSummary
}

function Lesson({ lesson, sensor }: LessonProps) {
  const { verdict, words, isHeeded, passed, lastPassedAt } = lesson
  const mayAct = useMayAct()
  const takeBack = () =>
    askedVerdict.set({
      ...{ action: 'take-back', anomaly: verdict.anomaly, sensor: sensor.key },
      ...{ about: sensor.name, version: verdict.version },
    })
  return (
    <li className="border-line border-b px-4 py-3 last:border-b-0">
      <p className={isHeeded ? '' : 'text-muted'}>{words}</p>
      {verdict.comment && <p className="text-muted">“{verdict.comment}”</p>}
      {verdict.verdict === 'expected' && verdict.like && (
        <p className="text-muted">
          {passedWords(passed)}
          {lastPassedAt !== null && (
            <>
              , last <Instant at={lastPassedAt} format={formatMoment} />
            </>
          )}
          .
        </p>
      )}
      {mayAct && standing(lesson) && (
        <button type="button" className="control mt-2" onClick={takeBack}>
          Take back
        </button>
      )}
    </li>
  )
}
