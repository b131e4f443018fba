'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#dashboard/live/api.ts'
import { Empty, Failed, Loading } from '#dashboard/shell/states.tsx'
import { Age } from '#dashboard/time/time.tsx'
import type { QuarantineItem } from '#domain/api/quarantine.ts'

export function QuarantineList() {
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['quarantine'],
    queryFn: ({ pageParam, signal }) =>
      api('quarantine', { query: { cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 10_000,
  })
  const items = data?.pages.flatMap((page) => page.items)
  return (
    <section aria-labelledby="quarantine" className="panel mt-4">
      <div className="border-line border-b px-4 py-2">
        <h2 id="quarantine" className="font-semibold">
          Quarantine
        </h2>
        <p className="text-muted">What could not be stored, kept with the reason.</p>
      </div>
      {!items && (error ? <Failed what="The quarantine" failure={error} /> : <Loading what="it" />)}
      {items?.length === 0 && (
        <Empty title="Nothing is in quarantine">Everything that came could be stored.</Empty>
      )}
      <ul>
        {items?.map((item) => (
          <Quarantined key={item.id} item={item} />
        ))}
      </ul>
      {hasNextPage && (
        <div className="border-line border-t p-3 text-center">
          <button type="button" className="control" onClick={() => void fetchNextPage()}>
            Show older
          </button>
        </div>
      )}
    </section>
  )
}

function Quarantined({ item }: { item: QuarantineItem }) {
  const place = [item.site, item.cell, item.sensor].filter(Boolean).join(' · ')
  return (
    <li className="border-line border-b px-4 py-2.5 last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-semibold">{item.reason}</span>
        <span className="text-muted sm:ml-auto">
          <Age at={Date.parse(item.at)} />
        </span>
      </div>
      <p className="text-muted">
        {item.kind}
        {place && `, ${place}`} · {item.code}
      </p>
      <details className="mt-1">
        <summary className="inline-flex min-h-6 cursor-pointer items-center text-muted underline decoration-edge underline-offset-3 max-sm:min-h-11">
          What came
        </summary>
        <pre className="mt-1 whitespace-pre-wrap break-all rounded bg-hover p-2 font-mono text-xs">
          {item.payload}
        </pre>
      </details>
    </li>
  )
}
