'use client'

/** Says what waits while the rows are held still. */
export function NewPill({ held }: { held: { fresh: number; release: () => void } }) {
  if (held.fresh === 0) return null
  return (
    <button
      type="button"
      onClick={held.release}
      className="min-h-6 rounded-full bg-ink px-2.5 font-semibold text-page text-xs hover:opacity-85 max-sm:min-h-11"
    >
      {held.fresh} new
    </button>
  )
}
