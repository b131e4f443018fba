'use client'
import { useEffect, useRef } from 'react'
import { keysAreOn } from './keys-switch.ts'

/** Calls back when the key is pressed outside a field, without Ctrl, Alt or Meta. */
export function useKey(key: string, onPress: (event: KeyboardEvent) => void) {
  const latest = useRef(onPress)
  useEffect(() => {
    latest.current = onPress
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === key && isShortcut(event)) latest.current(event)
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
