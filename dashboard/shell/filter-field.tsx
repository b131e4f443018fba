'use client'
import { useEffect, useRef, useState } from 'react'

interface FilterFieldProps {
  readonly label: string
  readonly value: string
  readonly onType: (text: string) => void
}

/** Shows each letter at once; the address, and with it the list, may follow a moment later. */
export function FilterField({ label, value, onType }: FilterFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(value)
  useEffect(() => {
    if (document.activeElement !== field.current) setText(value)
  }, [value])
  return (
    <input
      ref={field}
      data-filter
      type="search"
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={label}
      className="control min-w-0 grow placeholder:text-muted sm:max-w-64"
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        onType(event.target.value)
      }}
    />
  )
}
