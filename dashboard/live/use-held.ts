'use client'
import { useState } from 'react'

/** The newest answer about a subject, also while it is asked anew and where that fails. */
export function useHeld<T>(answer: T | undefined, subject: string): T | undefined {
  const [held, setHeld] = useState({ answer, subject })
  const isHeld = held.subject === subject
  if (!isHeld || (answer !== undefined && answer !== held.answer)) setHeld({ answer, subject })
  return answer ?? (isHeld ? held.answer : undefined)
}
