'use client'
import { useQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'
import { severityWord } from '#dashboard/severity/look.ts'
import { explain } from '#dashboard/shell/states.tsx'
import { countOf } from '#dashboard/values/format-value.ts'
import type { Matcher } from '#domain/silences/silence.ts'

const mostShown = 5

/** What it would hide now; asked in the person's own name, as soon as that is known. */
export function SilencePreview({ matchers, name }: { matchers: Matcher[]; name: string }) {
  const isReady = matchers.some(({ field }) => field === 'site') && name !== ''
  const { data, error } = useQuery({
    queryKey: ['silence-preview', matchers, name],
    queryFn: ({ signal }) => api('previewSilence', { body: { matchers }, signal }, name),
    enabled: isReady,
  })
  return (
    <div role="status" className="mt-4 rounded-md bg-hover px-3 py-2">
      {!isReady && 'Choose a site and give your name to see what it would hide.'}
      {isReady && !data && !error && 'Looking at what it would hide'}
      {error && `What it would hide is not known. ${explain(error)}`}
      {data && (
        <p className="font-medium">
          Would hide {countOf(data.incidentCount, 'incident')}, {countOf(data.sensors, 'sensor')}.
        </p>
      )}
      <ul>
        {data?.incidents.slice(0, mostShown).map(({ id, severity, title }) => (
          <li key={id}>
            {severityWord[severity]}: {title}
          </li>
        ))}
      </ul>
    </div>
  )
}
