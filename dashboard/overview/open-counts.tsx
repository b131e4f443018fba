'use client'
import Link from 'next/link'
import { useConnection, useLiveData } from '#dashboard/live/use-live.ts'
import { lookText, severities, severityWord } from '#dashboard/severity/look.ts'
import { Shape } from '#dashboard/severity/shape.tsx'
import { countOpen } from '#dashboard/shell/open-count.ts'
import { countOf } from '#dashboard/values/format-value.ts'
import type { Severity } from '#domain/severity.ts'

/** The answer to "how are we?", in words and first. */
export function OpenCounts() {
  const open = useLiveData()?.open
  const isLost = useConnection() === 'lost'
  const total = countOpen(open)
  return (
    <>
      <h1 className="flex flex-wrap items-center gap-x-3 font-semibold text-2xl tracking-tight">
        {open && total === 0 && !isLost && <Shape look="ok" size={24} />}
        {sentence(open === undefined, total, isLost)}
      </h1>
      <ul className="mt-4 grid grid-cols-2 gap-2 sm:grid-cols-4">
        {severities.map((severity) => (
          <li key={severity}>
            <SeverityCount severity={severity} count={open?.[severity]} />
          </li>
        ))}
      </ul>
    </>
  )
}

function sentence(isUnknown: boolean, total: number, isLost: boolean): string {
  if (isUnknown) return isLost ? 'No answer from Hyphae' : 'Asking how things are'
  const count = total === 0 ? 'Nothing is unresolved' : countOf(total, 'unresolved incident')
  return isLost ? `${count} when last heard` : count
}

function SeverityCount({ severity, count }: { severity: Severity; count: number | undefined }) {
  const isRaised = (count ?? 0) > 0
  return (
    <Link
      href={`/incidents?severity=${severity}`}
      prefetch={false}
      className="panel settle flex h-14 items-center gap-2.5 px-4 hover:bg-hover"
    >
      <span className={isRaised ? '' : 'opacity-60 grayscale'}>
        <Shape look={severity} size={20} />
      </span>
      <span className={`font-semibold text-xl ${isRaised ? lookText[severity] : 'text-muted'}`}>
        {count ?? '–'}
      </span>
      <span className={isRaised ? lookText[severity] : 'text-muted'}>{severityWord[severity]}</span>
    </Link>
  )
}
