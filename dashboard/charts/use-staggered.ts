'use client'
import { useEffect, useState } from 'react'

/** The value, a while after it changed; at once the first time. */
export function useStaggered<T>(value: T, delayMilliseconds: number): T {
  const [shown, setShown] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setShown(value), delayMilliseconds)
    return () => clearTimeout(timer)
  }, [value, delayMilliseconds])
  return shown
}
