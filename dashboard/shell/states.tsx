import { CircleSlash, LoaderCircle, TriangleAlert } from 'lucide-react'
import { ApiError } from '#api-client/api-error.ts'

/** Shown only when an answer takes long enough to be waited for. */
export function Loading({ what }: { what: string }) {
  return (
    <p role="status" className="flex items-center gap-2 p-6 text-muted">
      <LoaderCircle size={16} aria-hidden className="motion-safe:animate-spin" />
      Loading {what}
    </p>
  )
}

export function Empty({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-10 text-center">
      <CircleSlash size={20} aria-hidden className="mb-1 text-muted" />
      <p className="font-semibold">{title}</p>
      {children && <div className="max-w-prose text-muted">{children}</div>}
    </div>
  )
}

export function Failed(props: { what: string; failure: Error; onRetry?: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-2 p-6">
      <p className="flex items-center gap-2 font-semibold">
        <TriangleAlert size={18} aria-hidden />
        {props.what} could not be loaded
      </p>
      <p className="text-muted">{explain(props.failure)}</p>
      {props.onRetry && (
        <button type="button" className="control" onClick={props.onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}

/** Beside what was loaded before and is still shown. */
export function NotNewest({ what, onRetry }: { what: string; onRetry: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-xs">
      <p role="status" className="flex items-center gap-2">
        <TriangleAlert size={14} aria-hidden />
        {`The ${what} could not be loaded again. What came before is still shown.`}
      </p>
      <button type="button" className="control" onClick={onRetry}>
        Try again<span className="sr-only"> to load the {what}</span>
      </button>
    </div>
  )
}

const refusals: Readonly<Record<number, string>> = {
  401: 'You are not signed in. ',
  403: 'You may not do this. ',
}

export function explain(failure: Error): string {
  if (failure instanceof ApiError) {
    const { status, detail } = failure.problem
    return `${refusals[status] ?? ''}${detail}`
  }
  return 'The system did not answer. It is asked again as soon as the connection is back.'
}
