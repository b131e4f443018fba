'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'

type Read<T> = (address: URLSearchParams) => T
export type AddressChange = Readonly<Record<string, string | null>>

/** What is chosen stands in the address, so that a link shows the same. `read` must not change. */
export function useUrlState<T>(read: Read<T>): readonly [T, (change: AddressChange) => void] {
  const address = useSearchParams().toString()
  const state = useMemo(() => read(new URLSearchParams(address)), [address, read])
  return [state, useCallback(changeAddress, [])]
}

function changeAddress(change: AddressChange) {
  const address = new URL(location.href)
  for (const [name, value] of Object.entries(change))
    if (value === null || value === '') address.searchParams.delete(name)
    else address.searchParams.set(name, value)
  // Next takes a change of its own state for its own, and would not tell anybody.
  history.replaceState(null, '', address)
}

export function oneOf<T extends string>(value: string | null, allowed: readonly T[]): T | null {
  return allowed.find((candidate) => candidate === value) ?? null
}
