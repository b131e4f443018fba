'use client'
import { useLiveData } from '#dashboard/live/use-live.ts'
import { formatHour } from '#dashboard/time/format-time.ts'
import { useZone } from '#dashboard/time/zone.ts'
import { countOf } from '#dashboard/values/format-value.ts'

export function AnomalyRate() {
  const hours = useLiveData()?.anomaliesPerHour ?? []
  const zone = useZone()
  const most = Math.max(1, ...hours.map(({ count }) => count))
  const total = hours.reduce((sum, { count }) => sum + count, 0)
  const last = hours.at(-1)?.count ?? 0
  const label = (hour: string) => formatHour(Date.parse(hour), zone)
  const summary = `${countOf(total, 'anomaly', 'anomalies')} in 24 hours, ${last} in this hour`
  return (
    <section aria-labelledby="rate" className="panel p-4">
      <h2 id="rate" className="font-semibold">
        Anomalies per hour
      </h2>
      <p className="text-muted">{hours.length > 0 ? summary : 'Not known yet'}</p>
      <div aria-hidden className="mt-3 flex h-14 items-end gap-0.5 border-line border-b">
        {hours.map(({ hour, count }) => (
          <div
            key={hour}
            title={`${label(hour)}: ${count}`}
            className={`flex-1 rounded-t-xs ${hour === hours.at(-1)?.hour ? 'bg-ink' : 'bg-edge'}`}
            style={{ height: count === 0 ? 0 : `${Math.max(6, (count / most) * 100)}%` }}
          />
        ))}
      </div>
      <p aria-hidden className="mt-1 flex justify-between text-muted text-xs">
        <span>{hours[0] && label(hours[0].hour)}</span>
        <span>highest {most}</span>
        <span>{hours.length > 0 && 'now'}</span>
      </p>
      <ul className="sr-only">
        {hours.map(({ hour, count }) => (
          <li key={hour}>
            {label(hour)}: {count}
          </li>
        ))}
      </ul>
    </section>
  )
}
