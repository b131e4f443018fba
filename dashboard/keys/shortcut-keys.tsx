'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { destinations } from '#dashboard/shell/destinations.ts'
import { openHelp } from './help-dialog.tsx'
import { focusRow } from './row-focus.ts'
import { isShortcut, useKey } from './use-key.ts'

const sequenceMilliseconds = 1_500

/** The keys that work on every page. */
export function ShortcutKeys() {
  useGoTo()
  useKey('?', openHelp)
  useKey('j', () => focusRow(1))
  useKey('k', () => focusRow(-1))
  useKey('/', () => document.querySelector<HTMLElement>('[data-filter]')?.focus())
  return null
}

function useGoTo() {
  const router = useRouter()
  const startedAt = useRef(0)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!isShortcut(event)) return
      const isSecond = Date.now() - startedAt.current < sequenceMilliseconds
      startedAt.current = event.key === 'g' ? Date.now() : 0
      const destination = isSecond && destinations.find(({ key }) => key === event.key)
      if (!destination) return
      event.preventDefault()
      router.push(destination.href)
    }
    document.addEventListener('keydown', listen, { capture: true })
    return () => document.removeEventListener('keydown', listen, { capture: true })
  }, [router])
}
