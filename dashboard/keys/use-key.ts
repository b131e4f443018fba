'use client'
import { useEffect, useRef } from 'react'
import { keysAreOn } from './keys-switch.ts'

/** Calls back when the key is pressed outside a field, without Ctrl, Alt or Meta. */
export function useKey(key: string, onPress: () => void) {
  const latest = useRef(onPress)
  useEffect(() => {
    latest.current = onPress
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== key || !isShortcut(event)) return
      // Or the letter would land in the field that the key brings up.
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [key])
}

export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  if (!keysAreOn() || document.querySelector('dialog[open]')) return false
  const target = event.target as HTMLElement | null
  return !target?.closest('input, textarea, select, [contenteditable]')
}
