'use client'
import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { createStore } from '#dashboard/live/store.ts'

interface Notice {
  readonly id: number
  readonly text: string
}

const notices = createStore<readonly Notice[]>([])
const none: readonly Notice[] = []
let count = 0

/** Tells something once, out of the way, and read aloud politely. */
export function tell(text: string) {
  count += 1
  const id = count
  notices.set([...notices.get().slice(-2), { id, text }])
  setTimeout(() => dismiss(id), 10_000)
}

function dismiss(id: number) {
  notices.set(notices.get().filter((notice) => notice.id !== id))
}

export function Notices() {
  const shown = useSyncExternalStore(notices.subscribe, notices.get, () => none)
  return (
    <div
      role="status"
      className="pointer-events-none fixed right-4 bottom-4 left-4 z-40 flex flex-col items-end gap-2 max-sm:bottom-32"
    >
      {shown.map((notice) => (
        <div
          key={notice.id}
          className="pointer-events-auto flex max-w-md items-start gap-3 rounded-lg bg-ink py-2.5 pr-2 pl-4 text-page shadow-lg"
        >
          <p>{notice.text}</p>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => dismiss(notice.id)}
            className="-my-1 grid size-7 shrink-0 place-items-center rounded-md hover:opacity-80"
          >
            <X size={16} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  )
}
